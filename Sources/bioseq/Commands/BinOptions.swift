internal import ArgumentParser

/// How a model of bins walks a sequence.
struct BinOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Bases of a site, around its bin.", valueName: "bases"))
  var site = 40

  @Option(
    help: ArgumentHelp(
      "Bases that are computed at once: bins divide them, and they 16384.", valueName: "bases"))
  var chunk = 2048

  @Option(
    help: ArgumentHelp(
      "Bases read on either side of those, for the network to warm up.", valueName: "bases"))
  var context = 256

  mutating func validate() throws {
    guard site > 0, chunk > 0, context >= 0 else {
      throw ValidationError("--site and --chunk are above 0, --context not negative")
    }
  }
}
