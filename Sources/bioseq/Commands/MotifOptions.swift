internal import ArgumentParser
internal import BindingSites

/// Motifs to use beside or instead of models.
struct MotifOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Motifs instead of a model: JASPAR, MEME or TRANSFAC; may be repeated.", valueName: "file"),
    completion: .file())
  var motif: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Use only motifs of this identifier or name, from whichever file; may be repeated. (default: all)
      """,
      valueName: "name"))
  var motifName: [String] = []

  @Option(
    help: ArgumentHelp(
      "Frequencies of A, C, G, T, of sum 1, that motifs are compared with. (default: 0.25 each)",
      valueName: "a,c,g,t"))
  var motifBackground: BaseFrequencies = .uniform

  @Option(
    help: ArgumentHelp("Counts added to each position of a motif.", valueName: "counts"))
  var motifPseudocount = 0.8

  mutating func validate() throws {
    guard motifName.isEmpty || !motif.isEmpty else {
      throw ValidationError("--motif-name needs --motif")
    }
    guard motifPseudocount > 0, motifPseudocount.isFinite else {
      throw ValidationError("--motif-pseudocount is above 0")
    }
  }

  /// The motifs asked for, with p-values for that choice of strands.
  func load(strand: ScanSettings.StrandChoice) throws -> [MotifModel] {
    try MotifFile.models(
      paths: motif, named: motifName, background: motifBackground.values,
      pseudocount: motifPseudocount, strand: strand)
  }
}

/// Frequencies of A, C, G, T: positive, of sum 1.
struct BaseFrequencies: ExpressibleByArgument {
  let values: [Double]

  static let uniform = BaseFrequencies(values: [0.25, 0.25, 0.25, 0.25])

  private init(values: [Double]) { self.values = values }

  /// How far from 1 the sum of rounded frequencies may be.
  private static let tolerance = 0.01

  /// Reads four positive numbers of sum 1, which are divided by their sum.
  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0)
    }
    let values = numbers.compactMap { $0 }
    let sum = values.reduce(0, +)
    guard numbers.count == 4, values.count == 4, values.allSatisfy({ $0 > 0 }),
      abs(sum - 1) <= Self.tolerance + 1e-12
    else { return nil }
    self.init(values: values.map { $0 / sum })
  }

  var defaultValueDescription: String { "0.25,0.25,0.25,0.25" }
}
