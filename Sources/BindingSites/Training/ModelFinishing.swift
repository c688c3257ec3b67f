package import RecurrentCore

/// What turns a trained network's logits into statistics: calibration on labelled sequences, null on
/// background.
package struct ModelFinishing: Sendable {
  private let scorer: SiteScorer
  private let seed: UInt64
  private let threads: Int

  /// Background scores made at a time, which bounds the memory their sequences take.
  private static let portion = 50_000

  package init(_ scorer: SiteScorer, seed: UInt64, threads: Int) {
    self.scorer = scorer
    self.seed = seed
    self.threads = threads
  }

  /// Fits the calibration on labelled sequences of the window's length.
  ///
  /// Related sequences are measured with a calibration that saw none of them; so are the figures
  /// of the evaluation that need probabilities.
  /// - Throws: `unusableExamples` where the logits do not tell the classes apart, and what scoring
  ///   throws.
  package func calibration(
    on examples: [LabelledSequence]
  ) async throws -> (fit: CalibrationFit, evaluation: BinaryEvaluation) {
    let labels = examples.map { $0.isBound == true }
    let logits = try await bothStrands(examples.map(\.codes)).map(Double.init)
    let groups = RelatedExamples.groups(of: examples)
    guard let fit = CalibrationFit(logits: logits, labels: labels, groups: groups, seed: seed),
      fit.calibration.isRising
    else {
      throw BindingSitesError.unusableExamples(
        problem: "the network's scores do not rise from unbound to bound sequences",
        remedy: "train longer, at another rate, or give more examples")
    }
    let evaluation = BinaryEvaluation(
      scores: logits, probabilities: fit.heldOutProbabilities, labels: labels, resamples: 1000,
      seed: seed)
    return (fit, evaluation)
  }

  /// Fits null distributions on as many windows or bins as asked for, of sequences drawn one by one:
  /// windows, or stretches of `scoresOfOne` bins. Strata of G+C content are those of the drawn.
  ///
  /// - Throws: what scoring throws.
  package func null(
    of count: Int, scoresOfOne: Int = 1, drawnBy draw: (inout RandomGenerator) -> [UInt8]
  ) async throws -> StratifiedNull {
    var generator = RandomGenerator(seed: seed, stream: 0x4E55_4C4C)
    var (scores, shares): ([Float], [GCShare]) = ([], [])
    scores.reserveCapacity(count)
    shares.reserveCapacity(count)
    while scores.count < count {
      let wanted = min(Self.portion, count - scores.count)
      let sequences = (0..<(wanted + scoresOfOne - 1) / scoresOfOne).map { _ in draw(&generator) }
      let portion = try await sequenceScorer.binScores(sequences, threads: threads)
      precondition(
        portion.logits.count == sequences.count * scoresOfOne,
        "\(portion.logits.count) scores of \(sequences.count) sequences, \(scoresOfOne) each")
      scores += portion.logits
      shares += portion.shares
    }
    return StratifiedNull(
      backgroundScores: Array(scores.prefix(count)), shares: Array(shares.prefix(count)))
  }

  /// Draws dinucleotide shuffles of sequences, in turn.
  ///
  /// - Parameter sequences: `BaseCode`s, at least one.
  package static func shuffles(
    of sequences: [[UInt8]]
  ) -> (inout RandomGenerator) -> [UInt8] {
    precondition(!sequences.isEmpty, "no sequence to shuffle")
    var order: [Int] = []
    var next = 0
    return { generator in
      if order.isEmpty { order = generator.permutation(of: sequences.count) }
      defer { next = (next + 1) % order.count }
      return DinucleotideShuffle(of: sequences[order[next]])(using: &generator)
    }
  }

  /// Means of the two strands' logits of sequences of the window's length; of bins the best.
  package func bothStrands(_ sequences: [[UInt8]]) async throws -> [Float] {
    try await sequenceScorer.logits(sequences, threads: threads)
  }

  private var sequenceScorer: SequenceScorer {
    var settings = ScanSettings()
    settings.maximumAmbiguousFraction = 1
    return SequenceScorer(scorer, settings: settings)
  }
}
