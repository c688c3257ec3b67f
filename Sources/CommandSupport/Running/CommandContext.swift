internal import Dispatch
package import ResultsExport
internal import Synchronization
internal import UserFacing

/// What a command's body gets: messages, the request to stop, and the manifest to fill in.
package final class CommandContext: Sendable {
  package let diagnostics: Diagnostics
  package let cancellation: CancellationFlag
  package let threadCount: Int
  package let checkpoints = CheckpointRequests()

  private let state: Mutex<Manifest>

  init(
    diagnostics: Diagnostics, cancellation: CancellationFlag, threadCount: Int, manifest: Manifest
  ) {
    self.diagnostics = diagnostics
    self.cancellation = cancellation
    self.threadCount = threadCount
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
