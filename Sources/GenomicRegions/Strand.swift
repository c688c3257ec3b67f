/// The strand of a double helix a feature lies on, relative to the reference's forward sequence.
package enum Strand: String, Sendable, CaseIterable {
  case forward = "+"
  case reverse = "-"
  /// Not stranded, or not known.
  case none = "."
}
