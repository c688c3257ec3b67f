internal import Synchronization

/// How often the run was asked to save its state and go on (SIGUSR1).
package final class CheckpointRequests: Sendable {
  private let requests = Atomic<Int>(0)

  package init() {}

  package var count: Int { requests.load(ordering: .relaxed) }

  package func add() { requests.add(1, ordering: .relaxed) }
}
