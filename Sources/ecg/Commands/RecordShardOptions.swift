internal import ArgumentParser
internal import CommandSupport
internal import RecurrentCore

/// Which part of a classification is run.
struct RecordShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Classify every n-th record, from the i-th on in the order of their names, into the shard file "
        + "-o, for \"ecg merge\".", valueName: "i/n"))
  var shard: ShardNumber?
}
