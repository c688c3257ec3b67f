internal import Dispatch
package import ResultsExport
internal import Synchronization
internal import UserFacing

/// What a command's body gets: messages, the request to stop, and the manifest to fill in.
package final class CommandContext: Sendable {
  package let diagnostics: Diagnostics
  package let cancellation: CancellationFlag
  package let checkpoints = CheckpointRequests()

  private let state: Mutex<Manifest>
  private let threads: Mutex<Int>

  /// How often memory is looked at under a bound.
  private static let memoryInterval = DispatchTimeInterval.milliseconds(50)

  init(
    diagnostics: Diagnostics, cancellation: CancellationFlag, threadCount: Int, manifest: Manifest
  ) {
    self.diagnostics = diagnostics
    self.cancellation = cancellation
    threads = Mutex(threadCount)
    state = Mutex(manifest)
  }

  /// Asks the run to stop once a time is over.
  package func limit(to time: TimeLimit?) {
    guard let time else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + time.seconds) { [self] in
      guard cancellation.cancel(with: .timeLimitReached) else { return }
      diagnostics.note("the time limit is reached, stopping; the same command goes on")
    }
  }

  /// Threads to work with.
  package var threadCount: Int { threads.withLock { $0 } }

  /// Has the run work with fewer threads than it was given.
  package func limit(threads count: Int) {
    threads.withLock { $0 = count }
    record { $0.threads = count }
  }

  /// Stops the run before it holds more memory than this: plans may err, and some inputs need what no plan
  /// knows of.
  package func limit(to memory: MemorySize) {
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.memoryInterval) { [weak self] in
      guard let self, !cancellation.isCancelled else { return }
      guard ProcessStatus.memoryBytes > memory.bytes - max(memory.bytes / 64, 2 << 20) else {
        return limit(to: memory)
      }
      guard cancellation.cancel(with: .memoryLimitReached) else { return }
      diagnostics.error(MemoryError.exceeded(limit: memory))
    }
  }

  /// The manifest so far.
  package var manifest: Manifest { state.withLock { $0 } }

  /// Adds to the manifest; from any thread.
  package func record(_ change: (inout Manifest) -> Void) {
    state.withLock { change(&$0) }
  }

  /// A progress display for this run.
  package func progress(total: Int64?, quantity: Quantity) -> Progress {
    Progress(total: total, quantity: quantity, diagnostics: diagnostics)
  }
}
