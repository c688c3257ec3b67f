internal import ArgumentParser
internal import BindingSites

/// Which windows are called.
struct ThresholdOptions: ParsableArguments {
  @Option(
    name: [.customShort("q"), .long],
    help: ArgumentHelp(
      "Call peaks so that at most this share of them is by chance: the false discovery rate.",
      valueName: "q"))
  var qvalue: Double?

  @Option(
    name: [.customShort("p"), .long],
    help: ArgumentHelp("Call windows up to this p-value. (default: the model's)", valueName: "p"))
  var pvalue: Double?

  @Option(help: ArgumentHelp("Call windows from this probability.", valueName: "p"))
  var minProbability: Double?

  @Option(
    help: ArgumentHelp(
      "Join called windows at most this far apart; 0 joins those that touch, but no sites of motifs.",
      valueName: "bases"))
  var maxGap: Int64 = 0

  @Option(help: ArgumentHelp("Leave out shorter peaks.", valueName: "bases"))
  var minLength: Int64 = 0

  mutating func validate() throws {
    let given = [qvalue, pvalue, minProbability].compactMap { $0 }
    guard given.count <= 1 else {
      throw ValidationError("--qvalue, --pvalue and --min-probability exclude each other")
    }
    guard given.allSatisfy({ 0...1 ~= $0 }) else {
      throw ValidationError("a threshold lies between 0 and 1")
    }
    guard maxGap >= 0, minLength >= 0 else {
      throw ValidationError("--max-gap and --min-length are not negative")
    }
  }

  func threshold(for model: any SiteModel) -> CallThreshold {
    if let qvalue { return .qValue(qvalue) }
    if let minProbability { return .probability(minProbability) }
    return .pValue(pvalue ?? model.contract.pValueThreshold)
  }
}
