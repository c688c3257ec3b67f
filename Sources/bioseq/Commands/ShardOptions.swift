internal import ArgumentParser
internal import CommandSupport
internal import RecurrentCore

/// Which part of a scan is run.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Scan the i-th of n even parts of one input into the shard file -o, for \"bioseq merge\".",
      valueName: "i/n"))
  var shard: ShardNumber?

  @Flag(help: "Keep all scores in the shard, so that merge can write bedgraph.")
  var keepTrack = false

  mutating func validate() throws {
    if keepTrack, shard == nil { throw ValidationError("--keep-track needs --shard") }
  }
}
