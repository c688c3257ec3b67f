internal import CommandSupport
internal import Synchronization

/// Shows how far the long recording under way is, which alone may last for minutes: a bar over its windows,
/// or a line per tenth of them.
final class LongRecordProgress: Sendable {
  private struct State {
    var record: String
    var windows: Int
    var progress: Progress
  }

  private let context: CommandContext
  private let isShown: Bool
  private let state = Mutex<State?>(nil)

  /// Where so many records are a tenth of the run or less, lines on the run as a whole will do.
  private static let fewRecords = 10

  init(records: Int, context: CommandContext) {
    self.context = context
    isShown = records < Self.fewRecords || context.diagnostics.stream.isTerminal
  }

  func take(record: String, windows: Int, of all: Int) {
    guard isShown else { return }
    state.withLock { state in
      if let other = state, other.record != record {
        other.progress.finish()
        state = nil
      }
      var own =
        state
        ?? State(
          record: record, windows: 0,
          progress: context.progress(total: Int64(all), quantity: .windows))
      own.progress.advance(by: Int64(windows - own.windows))
      own.windows = windows
      state = own
      if windows == all {
        own.progress.finish()
        state = nil
      }
    }
  }

  /// Ends with the run, wherever that ends.
  func finish() {
    state.withLock { state in
      state?.progress.finish()
      state = nil
    }
  }
}
