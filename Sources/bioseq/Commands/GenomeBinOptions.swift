internal import ArgumentParser
internal import BindingSites

extension BinRule: ExpressibleByArgument {}

/// A genome whose bins a model is measured on.
struct GenomeBinOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Genome to measure on, bin by bin: FASTA, plain or bgzip-compressed.", valueName: "fasta"),
    completion: .file())
  var genome: String?

  @Option(
    help: ArgumentHelp("Peaks that make bins bound: narrowPeak or BED.", valueName: "file"),
    completion: .file())
  var peaks: String?

  @Option(
    help: ArgumentHelp(
      "Further peaks, such as those that did not replicate; bins that touch them are left out.",
      valueName: "file"), completion: .file())
  var ambiguousPeaks: String?

  @Option(
    help: ArgumentHelp("Regions whose bins are left out.", valueName: "bed"), completion: .file())
  var blacklist: String?

  @Option(
    help: ArgumentHelp("Measure on bins that lie wholly in these regions.", valueName: "bed"),
    completion: .file())
  var regions: String?

  @Option(help: ArgumentHelp("Bases in a bin.", valueName: "bases"))
  var bin: Int64 = 200

  @Option(help: ArgumentHelp("Bases from bin to bin.", valueName: "bases"))
  var binStep: Int64 = 50

  @Option(
    help: """
      When a bin is bound: a peak covers half of it, or half of the peak lies in it (half, as in \
      the ENCODE-DREAM challenge); a peak covers half of it (half-bin); a summit lies in it.
      """)
  var binRule = BinRule.half

  /// The files read.
  var files: [String] {
    [genome, peaks, ambiguousPeaks, blacklist, regions].compactMap { $0 }
  }

  /// Longer than any contig is of no use.
  private static let lengths: ClosedRange<Int64> = 1...1_000_000_000

  mutating func validate() throws {
    guard (genome == nil) == (peaks == nil) else {
      throw ValidationError("--genome and --peaks go together")
    }
    for (option, isGiven) in [
      ("--ambiguous-peaks", ambiguousPeaks != nil), ("--blacklist", blacklist != nil),
      ("--regions", regions != nil),
    ] where isGiven && genome == nil {
      throw ValidationError("\(option) goes with --genome and --peaks")
    }
    guard Self.lengths.contains(bin), Self.lengths.contains(binStep) else {
      throw ValidationError(
        "--bin and --bin-step lie between 1 and \(Self.lengths.upperBound)")
    }
  }
}
