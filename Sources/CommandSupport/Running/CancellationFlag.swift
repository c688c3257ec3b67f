internal import Synchronization
package import UserFacing

/// Whether the run was asked to stop; reading it costs one relaxed load.
package final class CancellationFlag: Sendable {
  private let status = Atomic<Int32>(0)

  package init() {}

  package var isCancelled: Bool { status.load(ordering: .relaxed) != 0 }

  /// The exit status of a cancelled run; nil while it goes on.
  package var exitStatus: ExitStatus? {
    ExitStatus(rawValue: status.load(ordering: .acquiring)).flatMap { $0 == .success ? nil : $0 }
  }

  /// Asks the run to stop; the first status given is kept.
  ///
  /// - Returns: whether this was the first request.
  @discardableResult
  package func cancel(with status: ExitStatus) -> Bool {
    self.status.compareExchange(
      expected: 0, desired: status.rawValue, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// - Throws: `CancellationError` when the run was asked to stop.
  package func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
