internal import ArgumentParser
internal import BindingSites

/// What a model is trained and validated on.
struct TrainingSetOptions: ParsableArguments {
  enum Shuffling: String, ExpressibleByArgument, CaseIterable {
    case dinucleotide
  }

  @Option(
    help: ArgumentHelp(
      "Bound sequences, or BED or narrowPeak with --genome and --window.", valueName: "file"),
    completion: .file())
  var positives: [String] = []

  @Option(
    name: .customLong("task"),
    help: ArgumentHelp(
      """
      Bound sequences of one of several factors, in place of --positives, or a table of sequences \
      labelled 0 or 1; give one for each. Their networks share all but the last layer; each factor \
      gets a model of its own, OUTPUT-label.
      """,
      valueName: "label=file"), completion: .file())
  var tasks: [TaskOption] = []

  @Option(
    help: ArgumentHelp(
      """
      Keep the first so many of each file of bound sequences, in its order; of narrowPeak, the \
      peaks of the largest signals (column 7).
      """,
      valueName: "n"))
  var top: Int?

  @Option(
    help: ArgumentHelp("Unbound sequences, or regions likewise.", valueName: "file"),
    completion: .file())
  var negatives: [String] = []

  @Option(
    help: ArgumentHelp("Table of sequences labelled 0 or 1.", valueName: "file"),
    completion: .file())
  var examples: [String] = []

  @Option(
    help: ArgumentHelp(
      "Table of stretches with a target for each bin, for a model of bins.", valueName: "file"),
    completion: .file())
  var stretches: String?

  @Option(help: "Make unbound sequences by shuffling the bound ones anew each epoch.")
  var shuffle: Shuffling?

  @Option(
    help: ArgumentHelp(
      "Labelled table to validate on, or the share of the examples to set aside. (default: 0.1)",
      valueName: "file|fraction"), completion: .file())
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "Validate on the sequences of these contigs, which their names tell (chr1:100-200).",
      valueName: "names"))
  var validationContigs: String?

  @Option(
    help: ArgumentHelp(
      "Divide the examples into so many parts and validate on one.", valueName: "n"))
  var folds: Int?

  @Option(help: ArgumentHelp("The part to validate on, from 1.", valueName: "n"))
  var fold: Int?

  @Option(
    help: ArgumentHelp("Seed of the split, apart from --seed. (default: --seed)", valueName: "n"))
  var splitSeed: UInt64?

  @Option(
    help: ArgumentHelp(
      """
      Write the sets as a table: name, sequence, label, weight, and side (training or \
      validation). --examples reads it back to the same sets.
      """, valueName: "file"), completion: .file())
  var writeSet: String?

  @Flag(help: "Make the sets, tell of them, and train nothing.")
  var dryRun = false

  /// Where validation examples come from.
  enum Validation {
    case file(String)
    case choice(ValidationChoice)
  }

  private static let defaultFraction = 0.1

  mutating func validate() throws {
    guard
      [!positives.isEmpty, !examples.isEmpty, stretches != nil, !tasks.isEmpty].count(where: { $0 })
        == 1
    else {
      throw ValidationError("give one of --positives, --examples, --stretches and --task")
    }
    if !tasks.isEmpty { try validateTasks() }
    if stretches != nil { try validateStretches() }
    guard negatives.isEmpty || examples.isEmpty else {
      throw ValidationError("--examples holds the unbound sequences already")
    }
    if let top {
      guard hasPositives else { throw ValidationError("--top goes with --positives and --task") }
      guard top > 0 else { throw ValidationError("--top is at least 1") }
    }
    try validateSplit()
  }

  private func validateTasks() throws {
    guard tasks.count > 1 else {
      throw ValidationError("--task is for several factors; for one give --positives")
    }
    guard Set(tasks.map { $0.label.lowercased() }).count == tasks.count else {
      throw ValidationError("each --task needs a label of its own")
    }
    guard writeSet == nil else { throw ValidationError("--write-set does not go with --task") }
    if case .file = validationSource {
      throw ValidationError("with --task, --validation is a share of the examples")
    }
  }

  private func validateStretches() throws {
    guard negatives.isEmpty, shuffle == nil else {
      throw ValidationError("--stretches holds what is unbound already")
    }
    guard case .file = validationSource else {
      throw ValidationError(
        "--stretches needs a table of sequences labelled 0 or 1: --validation")
    }
    guard writeSet == nil else {
      throw ValidationError("--write-set does not go with --stretches")
    }
  }

  /// Throws unless there are unbound sequences, or ways to make them.
  func validateNegatives(hasBackground: Bool) throws {
    guard hasPositives || !hasBackground else {
      throw ValidationError("--background goes with --positives and --task")
    }
    // A task may bring its unbound sequences along.
    if !positives.isEmpty, negatives.isEmpty, shuffle == nil, !hasBackground {
      throw ValidationError(
        "give --negatives, --background matched or --shuffle dinucleotide")
    }
  }

  private var hasPositives: Bool { !positives.isEmpty || !tasks.isEmpty }

  private func validateSplit() throws {
    if let fraction = validation.flatMap(Double.init), !(0.01...0.5).contains(fraction) {
      throw ValidationError("--validation as a share lies between 0.01 and 0.5")
    }
    guard (folds == nil) == (fold == nil) else {
      throw ValidationError("--folds and --fold go together")
    }
    guard [validation != nil, validationContigs != nil, folds != nil].count(where: { $0 }) < 2
    else {
      throw ValidationError("give one of --validation, --validation-contigs and --folds")
    }
    if let folds, let fold {
      guard 2...100 ~= folds, 1...folds ~= fold else {
        throw ValidationError("--folds is in 2...100, --fold in 1...--folds")
      }
    }
    if let validationContigs, Self.names(validationContigs).isEmpty {
      throw ValidationError("--validation-contigs holds no name")
    }
  }

  var validationSource: Validation {
    if let folds, let fold { return .choice(.fold(fold, of: folds)) }
    if let validationContigs { return .choice(.contigs(Self.names(validationContigs))) }
    guard let validation else { return .choice(.fraction(Self.defaultFraction)) }
    return Double(validation).map { .choice(.fraction($0)) } ?? .file(validation)
  }

  /// Whether an option says what to validate on.
  var isSplitChosen: Bool { validation != nil || validationContigs != nil || folds != nil }

  /// The files that examples are read from.
  var files: [String] {
    let held: [String] = if case .file(let path) = validationSource { [path] } else { [] }
    return positives + negatives + examples + held
  }

  /// All files read, those of tasks and of stretches too.
  var allFiles: [String] { files + tasks.map(\.file) + [stretches].compactMap { $0 } }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }
}
