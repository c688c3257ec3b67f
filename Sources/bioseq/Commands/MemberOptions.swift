internal import ArgumentParser

/// How many networks a model is made of, and which are not good enough.
struct MemberOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Networks to train, from consecutive seeds; the model is their mean.", valueName: "n"))
  var members = 1

  @Option(
    help: ArgumentHelp(
      "A network that stays below that validation auROC is trained again from another seed.",
      valueName: "share"))
  var leastAuroc = 0.6

  mutating func validate() throws {
    guard 1...64 ~= members else { throw ValidationError("--members lies between 1 and 64") }
    guard 0..<1 ~= leastAuroc else {
      throw ValidationError("--least-auroc is at least 0 and below 1")
    }
  }
}
