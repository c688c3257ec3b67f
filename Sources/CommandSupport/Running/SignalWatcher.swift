internal import Dispatch
internal import ResultsExport
internal import UserFacing

#if canImport(Glibc)
  internal import Glibc
#endif

/// Turns SIGINT and SIGTERM into a request to stop, and makes sure that the process ends.
///
/// The first signal sets the flag; the pipeline stops at its next check and nothing is left behind.
/// A second one, or a pipeline that does not stop in time, removes the temporary files and ends the
/// process at once.
final class SignalWatcher {
  private let queue = DispatchQueue(label: "signals")
  private var sources: [any DispatchSourceSignal] = []

  /// How long a pipeline may take to stop.
  private static let patience = DispatchTimeInterval.seconds(3)

  init(
    flag: CancellationFlag, diagnostics: Diagnostics, onCancel: @escaping @Sendable () -> Void
  ) {
    // Writing to a closed pipe then fails with EPIPE, which names the output.
    _ = signal(SIGPIPE, SIG_IGN)
    for (number, name, status) in [
      (SIGINT, "SIGINT", ExitStatus.interrupted), (SIGTERM, "SIGTERM", .terminated),
    ] {
      // The default action would end the process before the source sees the signal.
      _ = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { [queue] in
        guard flag.cancel(with: status) else { Self.endNow(flag, diagnostics) }
        diagnostics.note("\(name) received, stopping")
        onCancel()
        queue.asyncAfter(deadline: .now() + Self.patience) { Self.endNow(flag, diagnostics) }
      }
      source.resume()
      sources.append(source)
    }
  }

  private static func endNow(_ flag: CancellationFlag, _ diagnostics: Diagnostics) -> Never {
    diagnostics.stream.clearStatusIfFree()
    TemporaryFiles.removeAll()
    _exit((flag.exitStatus ?? .interrupted).rawValue)
  }
}
