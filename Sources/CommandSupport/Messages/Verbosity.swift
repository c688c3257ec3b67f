/// Which messages are shown.
package enum Verbosity: Int, Sendable, Comparable {
  /// Errors and warnings only.
  case quiet
  case normal
  /// Details too.
  case verbose

  package static func < (left: Verbosity, right: Verbosity) -> Bool {
    left.rawValue < right.rawValue
  }
}
