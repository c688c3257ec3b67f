internal import ArgumentParser

/// The form of messages on standard error.
package enum LogFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// Lines for people.
  case text
  /// One JSON object a line.
  case json
}
