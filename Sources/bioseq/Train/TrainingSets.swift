internal import BindingSites
internal import CommandSupport

/// The training and validation sets of a run, read and kept apart.
struct TrainingSets {
  let training: BindingTraining.Source
  let validation: ExampleSet
  /// The files the examples come from.
  let files: [String]

  /// Fewer of a class give no figures worth having.
  private static let fewestOfAClass = 20

  /// Reads the files and tells of what was left out or changed.
  ///
  /// - Parameters:
  ///   - window: the length to crop or pad to; nil asks for one length.
  ///   - seed: of what chance decides, but for a split with a seed of its own.
  ///   - willRead: called before each piece of the genome that is searched for a background, with its
  ///     bases.
  init(
    _ options: TrainingSetOptions, _ genome: GenomeOptions, window: Int?, seed: UInt64,
    _ diagnostics: Diagnostics, willRead: (Int) throws -> Void
  ) throws {
    var reader = try ExampleReader(genome, window: window, diagnostics)
    let sequences = try Self.read(options, genome, seed: seed, &reader, willRead: willRead)
    var remarks: [String] = []
    let division = Result {
      try Self.split(sequences, options, window: window, seed: seed, &remarks)
    }
    // Also where they say why too little is left.
    for remark in remarks { diagnostics.note(remark) }
    var (training, held) = try division.get()
    let isShuffled = options.shuffle != nil
    if isShuffled, held.negativeCount == 0 {
      held = try ExampleSet(
        held.examples + held.shuffledPositives(seed: seed), window: nil)
    }
    let total = (
      bound: training.positiveCount + held.positiveCount,
      unbound: training.negativeCount + held.negativeCount
    )
    try held.requireClasses(atLeast: Self.fewestOfAClass, on: .validation, of: total)
    try training.requireClasses(
      atLeast: Self.fewestOfAClass, on: .training, unboundAreMade: isShuffled, of: total)
    guard training.window == held.window else {
      throw BindingSitesError.unusableExamples(
        problem: "training sequences have \(training.window) bases, validation ones \(held.window)",
        remedy: "crop or pad them around their centres with --window N")
    }
    self.training = .windows(training)
    self.validation = held
    files = options.files + [genome.genome, genome.blacklist].compactMap { $0 }
    diagnostics.note(
      "training on \(training.positiveCount) bound and \(training.negativeCount) unbound "
        + "sequences of \(training.window) bases, validating on \(held.positiveCount) and "
        + "\(held.negativeCount)")
  }

  /// Stretches for a model of bins, and labelled sequences to validate on.
  init(
    stretches: String, validation: String, chunk: Int, context: Int, window: Int,
    _ diagnostics: Diagnostics
  ) throws {
    let set = try StretchSet(path: stretches)
    let held = try ExampleSet(ExampleReader.readLabelled(validation), window: nil)
    try held.requireClasses(atLeast: Self.fewestOfAClass)
    training = .stretches(
      set, BinGrid(bin: set.bin, chunk: chunk, context: context), window: window)
    self.validation = held
    files = [stretches, validation]
    diagnostics.note(
      "training on \(set.stretches.count) stretches of \(set.length) bases in bins of \(set.bin), "
        + "\(set.boundCount) of \(set.knownCount) known bins bound, validating on "
        + "\(held.positiveCount) bound and \(held.negativeCount) unbound sequences of \(held.window) bases"
    )
  }

  private init(_ sets: TrainingSets, training: ExampleSet) {
    self.training = .windows(training)
    validation = sets.validation
    files = sets.files
  }

  /// The sets without training windows that are related to validation sequences of other sets, and how
  /// many those are.
  ///
  /// Throws `unusableExamples` where too few are left.
  func apart(from others: [ExampleSet]) throws -> (sets: TrainingSets, leftOut: Int) {
    guard case .windows(var set) = training else { return (self, 0) }
    let before = set.examples.count
    let hadUnbound = set.negativeCount > 0
    set.remove(overlapping: others)
    guard set.positiveCount >= Self.fewestOfAClass,
      !hadUnbound || set.negativeCount >= Self.fewestOfAClass
    else {
      throw BindingSitesError.unusableExamples(
        problem:
          "\(set.positiveCount) bound and \(set.negativeCount) unbound sequences are left that "
          + "are not related to validation sequences of other tasks",
        remedy: "validate on the same contigs for all, with --validation-contigs")
    }
    return (TrainingSets(self, training: set), before - set.examples.count)
  }

  /// Examples an epoch draws, without those that augmentation adds.
  var exampleCount: Int {
    switch training {
    case .windows(let set): set.examples.count
    case .stretches(let set, _, _): set.stretches.count
    }
  }

  private static func read(
    _ options: TrainingSetOptions, _ genome: GenomeOptions, seed: UInt64,
    _ reader: inout ExampleReader, willRead: (Int) throws -> Void
  ) throws -> [LabelledSequence] {
    var sequences: [LabelledSequence] = []
    for path in options.positives {
      sequences += try reader.read(path, as: true, top: options.top)
    }
    for path in options.negatives { sequences += try reader.read(path, as: false) }
    if genome.background != nil {
      sequences += try reader.background(genome, seed: seed, willRead: willRead)
    }
    for path in options.examples { sequences += try ExampleReader.readLabelled(path) }
    return sequences
  }

  /// The two sets; related examples are on one side, or left out.
  private static func split(
    _ sequences: [LabelledSequence], _ options: TrainingSetOptions, window: Int?, seed: UInt64,
    _ remarks: inout [String]
  ) throws -> (training: ExampleSet, validation: ExampleSet) {
    if sequences.contains(where: { $0.side != nil }) {
      return try bySides(sequences, options, window: window, &remarks)
    }
    let all = try ExampleSet(sequences, window: window)
    remarks += all.remarks
    try all.requireClasses(
      atLeast: Self.fewestOfAClass, unboundAreMade: options.shuffle != nil)
    switch options.validationSource {
    case .choice(let choice):
      let split = try all.split(choice, seed: options.splitSeed ?? seed)
      if split.leftOut > 0 {
        remarks.append(
          "\(split.leftOut) sequences of other contigs, related to validation sequences, left out")
      }
      return (
        try ExampleSet(split.training, window: nil), try ExampleSet(split.validation, window: nil)
      )
    case .file(let path):
      let held = try ExampleSet(
        ExampleReader.readLabelled(path), window: window ?? all.window)
      return (trained(all, besides: held, &remarks), held)
    }
  }

  /// The sets as a table puts them, which an earlier run wrote.
  private static func bySides(
    _ sequences: [LabelledSequence], _ options: TrainingSetOptions, window: Int?,
    _ remarks: inout [String]
  ) throws -> (training: ExampleSet, validation: ExampleSet) {
    guard sequences.allSatisfy({ $0.side != nil }), !options.isSplitChosen else {
      throw BindingSitesError.unusableExamples(
        problem: "the examples say which are for training and which for validation"
          + (options.isSplitChosen ? ", and so does an option" : ", but not all of them"),
        remedy: "remove the column \"side\", or choose no split and fill it everywhere")
    }
    let training = try ExampleSet(sequences.filter { $0.side == .training }, window: window)
    let held = try ExampleSet(sequences.filter { $0.side == .validation }, window: window)
    remarks += training.remarks + held.remarks
    return (trained(training, besides: held, &remarks), held)
  }

  /// What is left for training once a validation set is known.
  private static func trained(
    _ training: ExampleSet, besides held: ExampleSet, _ remarks: inout [String]
  ) -> ExampleSet {
    var rest = training
    rest.remove(relatedTo: held)
    remarks += rest.remarks.dropFirst(training.remarks.count)
    return rest
  }
}
