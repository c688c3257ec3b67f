internal import BindingSites
internal import CommandSupport
internal import RecurrentCore

/// The training and validation sets of several factors.
struct TaskSets {
  let options: [TaskOption]
  /// One for each factor.
  private let sets: [TrainingSets]

  /// Reads each factor's sets by itself; then what is related to a validation sequence of any factor is
  /// left out of the training of all, for they share a trunk.
  ///
  /// Throws as `TrainingSets`.
  init(
    _ options: TrainingSetOptions, _ genome: GenomeOptions, window: Int?, seed: UInt64,
    _ diagnostics: Diagnostics, willRead: (Int) throws -> Void
  ) throws {
    self.options = options.tasks
    var sets: [TrainingSets] = []
    for task in options.tasks {
      diagnostics.note("task \(task.label)")
      var own = options
      own.tasks = []
      if try ExampleReader.holdsBothClasses(task.file) {
        // It brings its unbound sequences along.
        own.examples = [task.file]
        own.negatives = []
        own.shuffle = nil
      } else {
        own.positives = [task.file]
      }
      sets.append(
        try TrainingSets(
          own, genome, window: window, seed: seed, diagnostics, willRead: willRead))
    }
    self.sets = try sets.enumerated().map { index, own in
      let others = sets.indices.filter { $0 != index }.map { sets[$0].validation }
      let (rest, leftOut) = try own.apart(from: others)
      if leftOut > 0 {
        diagnostics.note(
          "task \(options.tasks[index].label): \(leftOut) sequences related to validation sequences "
            + "of other tasks left out of training")
      }
      return rest
    }
    if let first = self.sets.first,
      let other = self.sets.firstIndex(where: { $0.validation.window != first.validation.window })
    {
      throw BindingSitesError.unusableExamples(
        problem:
          "sequences of \(options.tasks[0].label) have \(first.validation.window) bases, those "
          + "of \(options.tasks[other].label) \(self.sets[other].validation.window)",
        remedy: "crop or pad them around their centres with --window N")
    }
  }

  var exampleCount: Int { sets.reduce(0) { $0 + $1.exampleCount } }

  /// The tasks of models named after `name` and their labels.
  ///
  /// Throws `cannotReadSource`.
  func tasks(named name: String) throws -> [TaskTraining.Task] {
    try zip(options, sets).compactMap { option, sets in
      guard case .windows(let training) = sets.training else { return nil }
      return TaskTraining.Task(
        name: option.name(name), label: option.label, training: training,
        validation: sets.validation, sources: try sets.files.map { try .init(file: $0) })
    }
  }
}
