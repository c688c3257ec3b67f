import CommandSupport
import Synchronization

/// Everything written to a message stream.
final class RecordedMessages: Sendable {
  private let parts = Mutex<[String]>([])

  var all: [String] { parts.withLock { $0 } }
  var text: String { all.joined() }
  var lines: [String] { text.split(separator: "\n").map(String.init) }

  func stream(isTerminal: Bool = false) -> MessageStream {
    MessageStream(isTerminal: isTerminal) { text in self.parts.withLock { $0.append(text) } }
  }
}
