package import GenomicRegions
package import RecurrentCore

/// Measures a model on the bins of a genome, from the windows of one scan.
///
/// A bin's score is that of the best window whose middle lies in it. Ambiguous and blacklisted bins,
/// bins outside the regions asked for, bins that end beyond their contig, and bins without a scored window are left out.
/// Memory does not grow with the genome.
package struct BinEvaluation {
  /// What became of the bins.
  package struct Counts: Codable, Sendable, Equatable {
    package var bound = 0
    package var unbound = 0
    package var ambiguous = 0
    package var blacklisted = 0
    /// Bins without a window that could be scored.
    package var unscored = 0
    /// Windows that were scored.
    package var windows = 0
  }

  package private(set) var counts = Counts()
  private let labels: BinLabels
  private let contigs: ContigDictionary
  private let probability: (Float) -> Double
  private var maxima: BinMaxima
  private var tally = ScoreTally()

  /// - Parameters:
  ///   - contigs: of the genome, for their lengths.
  ///   - probability: of being bound, by logit; in `0...1`.
  package init(
    _ labels: BinLabels, contigs: ContigDictionary, probability: @escaping (Float) -> Double
  ) {
    self.labels = labels
    self.contigs = contigs
    self.probability = probability
    maxima = BinMaxima(labels.tiling)
  }

  /// Takes windows of a scan in its order.
  package mutating func take(_ windows: SequenceScan.Windows) {
    let contig = windows.sequence.name
    // Bins are handed over while the maxima are at work: they are counted afterwards.
    var done: [(bin: Int64, best: Float?)] = []
    for (interval, logit) in zip(windows.intervals, windows.logits) {
      counts.windows += logit == nil ? 0 : 1
      maxima.add(middle: (interval.lowerBound + interval.upperBound) / 2, logit: logit) {
        done.append(($0, $1))
      }
    }
    if windows.endsSequence {
      maxima.end(length: contigs.length(of: contig) ?? 0) { done.append(($0, $1)) }
    }
    for (bin, best) in done { count(bin, best, contig) }
  }

  /// The metrics over all bins so far; nil without any.
  package var evaluation: BinaryEvaluation? { tally.evaluation }

  private mutating func count(_ bin: Int64, _ best: Float?, _ contig: String) {
    let label = labels.label(ofBin: bin, onContig: contig)
    switch label {
    case .outside: return
    case .blacklisted: counts.blacklisted += 1
    case .ambiguous: counts.ambiguous += 1
    case .bound, .unbound:
      guard let best else {
        counts.unscored += 1
        return
      }
      if label == .bound { counts.bound += 1 } else { counts.unbound += 1 }
      tally.add(score: best, probability: probability(best), isPositive: label == .bound)
    }
  }
}
