internal import ArgumentParser
internal import Arrhythmia

/// Which recordings are set aside.
struct RhythmSetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "List of recordings to validate on, or the share to set aside. (default: 0.1)",
      valueName: "file|fraction"), completion: .file())
  var validation: String?

  @Option(
    help: ArgumentHelp(
      "List of recordings to test on in the end, or the share to set aside.",
      valueName: "file|fraction"), completion: .file())
  var test: String?

  @Option(
    help: ArgumentHelp(
      "Divide what is not test into so many parts and validate on one.", valueName: "n"))
  var folds: Int?

  @Option(help: ArgumentHelp("The part to validate on, from 1.", valueName: "n"))
  var fold: Int?

  @Option(help: ArgumentHelp("Seed of the sets, apart from --seed.", valueName: "n"))
  var splitSeed: UInt64 = 1

  mutating func validate() throws {
    for (option, value) in [("--validation", validation), ("--test", test)] {
      if let fraction = value.flatMap(Double.init), !(0.01...0.5).contains(fraction) {
        throw ValidationError("\(option) as a share lies between 0.01 and 0.5")
      }
    }
    guard (folds == nil) == (fold == nil) else {
      throw ValidationError("--folds and --fold go together")
    }
    if let folds, let fold {
      guard validation == nil else {
        throw ValidationError("give either --validation or --folds")
      }
      guard 2...100 ~= folds, 1...folds ~= fold else {
        throw ValidationError("--folds is in 2...100, --fold in 1...--folds")
      }
    }
  }

  func validationChoice() throws -> RhythmSplit.Choice {
    if let folds, let fold { return .fold(fold, of: folds) }
    return try validation.map(Self.choice) ?? .fraction(0.1)
  }

  func testChoice() throws -> RhythmSplit.Choice? { try test.map(Self.choice) }

  private static func choice(_ text: String) throws -> RhythmSplit.Choice {
    if let fraction = Double(text) { return .fraction(fraction) }
    return .names(try NameList.read(text))
  }
}
