internal import ArgumentParser
internal import BindingSites
internal import CommandSupport

/// How much memory a scan takes.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Memory to stay under, as 500M or 6G: with fewer threads and more in temporary files (TMPDIR) where it \
      is little, refused where it is too little.
      """, valueName: "size"))
  var maxMemory: MemorySize?

  @Option(
    help: ArgumentHelp(
      "Windows or peaks to hold in memory; more go to a temporary file in TMPDIR.", valueName: "n",
      visibility: .hidden))
  var recordsInMemory = 1_000_000

  mutating func validate() throws {
    guard recordsInMemory > 0 else { throw ValidationError("--records-in-memory is at least 1") }
  }

  /// Has a run keep to the memory it is given, once its models are loaded.
  ///
  /// - Throws: `tooLittle`.
  /// - Returns: where what may be called is kept until all is seen.
  func bound(_ models: [any SiteModel], _ context: CommandContext) throws -> MemoryBound {
    guard let maxMemory else { return Self.memory(records: recordsInMemory) }
    let share = try ScanMemory(
      maxMemory, used: ProcessStatus.peakMemoryBytes,
      perThread: models.reduce(0) { $0 + Int64($1.scorer.bytesPerThread) },
      threads: context.threadCount, records: recordsInMemory)
    if share.threads < context.threadCount {
      context.diagnostics.note(
        "\(maxMemory.text) of memory are enough for \(share.threads) of \(context.threadCount) threads"
      )
      context.limit(threads: share.threads)
    }
    context.limit(to: maxMemory)
    return Self.memory(records: share.records)
  }

  private static func memory(records: Int) -> MemoryBound {
    MemoryBound(records: records) { try ScratchOverflow() }
  }
}
