#if canImport(Glibc)
  internal import Glibc
#endif

/// The operating system's reason for a failed call.
package struct SystemError: Error, Equatable {
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The reason in the system's words, in lower case, e.g. `permission denied`.
  package var reason: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
  }

  var alreadyExists: Bool { code == EEXIST }

  /// Whether the reader of a pipe has gone.
  package var isBrokenPipe: Bool { code == EPIPE }
}
