internal import ArgumentParser

/// The genome that peaks lie on, and what is made of the two.
struct GenomeOptions: ParsableArguments {
  enum Background: String, ExpressibleByArgument, CaseIterable {
    case matched
  }

  enum Weighting: String, ExpressibleByArgument, CaseIterable {
    case signal
  }

  @Option(
    help: ArgumentHelp(
      "Genome that BED and narrowPeak files refer to: FASTA, plain or bgzip-compressed.",
      valueName: "fasta"), completion: .file())
  var genome: String?

  @Option(
    help: """
      Make unbound sequences of windows of the genome, with the bound ones' GC content, share of \
      soft-masked bases and share of unknown bases, from the contigs that have peaks, away from \
      peaks and blacklist and from each other.
      """)
  var background: Background?

  @Option(help: ArgumentHelp("Such windows for each bound one.", valueName: "n"))
  var backgroundRatio = 1

  @Option(
    help: ArgumentHelp("Bases on both sides of every peak that they avoid too.", valueName: "bases")
  )
  var backgroundMargin: Int64 = 500

  @Option(
    help: ArgumentHelp(
      "Regions to take no sequence from, bound or unbound.", valueName: "bed"), completion: .file())
  var blacklist: String?

  @Option(
    help: """
      Let bound sequences count in proportion to the logarithm of their narrowPeak signal (plus \
      one), 1 on the mean of a file.
      """)
  var weightBy: Weighting?

  /// A margin beyond any contig is of no use.
  private static let margins: ClosedRange<Int64> = 0...1_000_000_000

  mutating func validate() throws {
    guard 1...1000 ~= backgroundRatio else {
      throw ValidationError("--background-ratio lies between 1 and 1000")
    }
    guard Self.margins.contains(backgroundMargin) else {
      throw ValidationError("--background-margin lies between 0 and \(Self.margins.upperBound)")
    }
    for (option, isGiven) in [
      ("--background", background != nil), ("--blacklist", blacklist != nil),
      ("--weight-by", weightBy != nil),
    ] where isGiven && genome == nil {
      throw ValidationError("\(option) needs --genome")
    }
  }
}
