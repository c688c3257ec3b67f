internal import RecurrentCore

/// The sequences of several tasks as training draws them: an epoch has all of each, and a sequence
/// counts for the head of its own task only.
struct TaskExamples: TrainingExamples {
  private let tasks: [BindingExamples]
  /// Where each task's sequences end in the epoch's list.
  private let ends: [Int]
  private let encoding: SequenceEncoding

  /// What says that nothing is known of a sequence and a task.
  private static let unknown: Float = -1

  /// - Precondition: at least one task; all sequences have one length.
  init(_ tasks: [BindingExamples], _ encoding: SequenceEncoding) {
    precondition(!tasks.isEmpty, "no task")
    self.tasks = tasks
    self.encoding = encoding
    ends = tasks.reduce(into: []) { $0.append(($0.last ?? 0) + $1.count) }
  }

  var count: Int { ends.last ?? 0 }

  func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<LossTargets<Float>> {
    var batch = DrawnBatch()
    var targets: [Float] = []
    for index in indices {
      let task = ends.firstIndex { index < $0 } ?? 0
      let start = task == 0 ? 0 : ends[task - 1]
      let isBound = tasks[task].draw(index - start, into: &batch, &generator)
      for head in tasks.indices {
        targets.append(head == task ? (isBound ? 1 : 0) : Self.unknown)
      }
    }
    return MicroBatch(
      inputs: batch.inputs(encoding), targets: .values(targets), weights: batch.weights)
  }
}
