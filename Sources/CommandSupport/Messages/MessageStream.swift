internal import FoundationEssentials
internal import ResultsExport
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#endif

/// Standard error, shared by messages and by one status line that is redrawn in place.
///
/// A message never lands in the middle of the status line: that is cleared first and drawn again
/// afterwards.
package final class MessageStream: Sendable {
  /// Whether lines can be redrawn.
  package let isTerminal: Bool

  private let sink: @Sendable (String) -> Void
  private let status = Mutex("")

  /// Standard error; a failed write is ignored, there is nowhere left to tell of it.
  package static let standardError = MessageStream(
    isTerminal: isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  ) { text in
    let bytes = Array(text.utf8)
    try? OutputDescriptor(borrowing: 2).write(bytes, count: bytes.count)
  }

  package init(isTerminal: Bool, sink: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.sink = sink
  }

  /// Writes one line; the newline is added.
  package func write(line: String) {
    status.withLock { status in
      let clear = status.isEmpty ? "" : Self.clearLine
      sink(clear + line + "\n" + status)
    }
  }

  /// Draws the status line, or removes it when `text` is empty. Only for terminals.
  package func setStatus(_ text: String) {
    status.withLock { status in
      guard isTerminal, text != status else { return }
      sink(Self.clearLine + text)
      status = text
    }
  }

  /// Removes the status line unless another thread is busy writing: for an end without delay.
  func clearStatusIfFree() {
    status.withLockIfAvailable { status in
      if !status.isEmpty { sink(Self.clearLine) }
      status = ""
    }
  }

  /// Carriage return, then "erase to the end of the line" (ECMA-48).
  private static let clearLine = "\r\u{1B}[K"
}
