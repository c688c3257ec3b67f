internal import BindingSites
internal import RecurrentCore

/// The training and validation sets of a run, read and kept apart.
struct TrainingSets {
  let training: BindingTraining.Source
  let validation: ExampleSet
  /// What was read, left out or changed, in words.
  let remarks: [String]
  /// The files the examples come from.
  let files: [String]

  /// Fewer of a class give no figures worth having.
  private static let fewestOfAClass = 20

  /// - Parameter validation: a file, or a share of the examples.
  init(
    positives: [String], negatives: [String], examples: [String], validation: String,
    isShuffled: Bool, window: Int?, seed: UInt64
  ) throws {
    var sequences: [LabelledSequence] = []
    for path in positives { sequences += try Self.read(path, as: true) }
    for path in negatives { sequences += try Self.read(path, as: false) }
    for path in examples { sequences += try Self.readLabelled(path) }
    let all = try ExampleSet(sequences, window: window)
    var files = positives + negatives + examples
    var training: ExampleSet
    var held: ExampleSet
    if let fraction = Double(validation) {
      let split = all.split(validationFraction: fraction, seed: seed)
      training = try ExampleSet(split.training, window: nil)
      held = try ExampleSet(split.validation, window: nil)
    } else {
      training = all
      held = try ExampleSet(Self.readLabelled(validation), window: window ?? all.window)
      training.remove(relatedTo: held)
      files.append(validation)
    }
    if isShuffled, held.negativeCount == 0 {
      held = try ExampleSet(
        held.examples + held.shuffledPositives(seed: seed), window: nil)
    }
    try held.requireBothClasses(atLeast: Self.fewestOfAClass)
    if isShuffled {
      guard training.positiveCount >= Self.fewestOfAClass else {
        throw BindingSitesError.unusableExamples(
          problem: "\(training.positiveCount) bound sequences are too few",
          remedy: "give at least \(Self.fewestOfAClass) besides the validation set")
      }
    } else {
      try training.requireBothClasses(atLeast: Self.fewestOfAClass)
    }
    self.training = .windows(training)
    self.validation = held
    self.files = files
    remarks =
      all.remarks + training.remarks.filter { !all.remarks.contains($0) } + [
        "training on \(training.positiveCount) bound and \(training.negativeCount) unbound "
          + "sequences of \(training.window) bases, validating on \(held.positiveCount) and "
          + "\(held.negativeCount)"
      ]
  }

  /// Stretches for a model of bins, and labelled sequences to validate on.
  init(
    stretches: String, validation: String, chunk: Int, context: Int, window: Int
  ) throws {
    let set = try StretchSet(path: stretches)
    let held = try ExampleSet(Self.readLabelled(validation), window: nil)
    try held.requireBothClasses(atLeast: Self.fewestOfAClass)
    training = .stretches(
      set, BinGrid(bin: set.bin, chunk: chunk, context: context), window: window)
    self.validation = held
    files = [stretches, validation]
    remarks = [
      "training on \(set.stretches.count) stretches of \(set.length) bases in bins of \(set.bin), "
        + "\(set.boundCount) of \(set.knownCount) known bins bound, validating on "
        + "\(held.positiveCount) bound and \(held.negativeCount) unbound sequences of \(held.window) bases"
    ]
  }

  /// Examples an epoch draws, without those that augmentation adds.
  var exampleCount: Int {
    switch training {
    case .windows(let set): set.examples.count
    case .stretches(let set, _, _): set.stretches.count
    }
  }

  /// Sequences of one class; a label that says otherwise is a mistake.
  private static func read(_ path: String, as isBound: Bool) throws -> [LabelledSequence] {
    try SequenceTable.read(path: path).map { example in
      if let label = example.isBound, label != isBound {
        throw BindingSitesError.badTable(
          path: path, line: nil,
          problem:
            "\(example.name) is labelled \(label ? 1 : 0) among \(isBound ? "bound" : "unbound") sequences",
          remedy: "give a table of both classes with --examples")
      }
      return example.labelled(isBound)
    }
  }

  private static func readLabelled(_ path: String) throws -> [LabelledSequence] {
    let examples = try SequenceTable.read(path: path)
    guard examples.allSatisfy({ $0.isBound != nil }) else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the sequences have no labels",
        remedy: "add a column \"label\" with 0 or 1")
    }
    return examples
  }
}
