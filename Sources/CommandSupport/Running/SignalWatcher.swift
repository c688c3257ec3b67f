internal import Dispatch
internal import ResultsExport
internal import UserFacing

#if canImport(Glibc)
  internal import Glibc
#endif

/// Turns SIGINT, SIGTERM and SIGXCPU into a request to stop, and makes sure that the process ends; SIGUSR1
/// into a request to save the state and go on.
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
    flag: CancellationFlag, checkpoints: CheckpointRequests, diagnostics: Diagnostics,
    onCancel: @escaping @Sendable () -> Void
  ) {
    // Writing to a closed pipe then fails with EPIPE, which names the output.
    _ = signal(SIGPIPE, SIG_IGN)
    // And past a limit of file sizes with EFBIG.
    _ = signal(SIGXFSZ, SIG_IGN)
    for (number, name, status) in [
      (SIGINT, "SIGINT", ExitStatus.interrupted), (SIGTERM, "SIGTERM", .terminated),
      (SIGXCPU, "SIGXCPU", .processorTimeExceeded),
    ] {
      watch(number) { [queue] in
        guard flag.cancel(with: status) else {
          // The kernel repeats this one every second.
          if number == SIGXCPU { return }
          Self.endNow(flag, diagnostics)
        }
        diagnostics.note("\(name) received, stopping")
        onCancel()
        queue.asyncAfter(deadline: .now() + Self.patience) { Self.endNow(flag, diagnostics) }
      }
    }
    watch(SIGUSR1) {
      checkpoints.add()
      diagnostics.detail("SIGUSR1 received: the journal, if there is one, is brought to the disk")
    }
  }

  private func watch(_ number: Int32, _ handler: @escaping @Sendable () -> Void) {
    // The default action would end the process before the source sees the signal.
    _ = signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: handler)
    source.resume()
    sources.append(source)
  }

  private static func endNow(_ flag: CancellationFlag, _ diagnostics: Diagnostics) -> Never {
    diagnostics.stream.clearStatusIfFree()
    TemporaryFiles.removeAll()
    _exit((flag.exitStatus ?? .interrupted).rawValue)
  }
}
