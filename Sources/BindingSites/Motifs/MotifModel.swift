internal import Glibc

/// A motif, ready to scan with: as a model, with p-values that are exact for random words.
package struct MotifModel: SiteModel {
  package let motif: Motif
  package let path: String
  package let sha256: String?
  package let contract: BindingContract
  let windowScorer: MotifScorer
  private let step: Double
  private let distribution: MotifDistribution

  /// The yardstick's usual threshold (FIMO: Grant, Bailey & Noble 2011).
  private static let pValueThreshold = 1e-4

  package var name: String { motif.identifier }
  package var scorer: SiteScorer { .windows(windowScorer) }
  package var overlap: SiteOverlap { .apart(by: Int64(motif.width / 2)) }

  /// - Parameters:
  ///   - background: frequencies of A, C, G, T: positive, of sum 1.
  ///   - pseudocount: counts added to each position, shared out by the background; > 0.
  ///   - strand: what is scanned: p-values are those of that choice.
  /// - Throws: `badTable` for a matrix that is none.
  package init(
    _ motif: Motif, path: String, sha256: String?, background: [Double], pseudocount: Double,
    strand: ScanSettings.StrandChoice
  ) throws(BindingSitesError) {
    precondition(
      background.count == 4 && background.allSatisfy { $0 > 0 } && pseudocount > 0,
      "a background of \(background), a pseudocount of \(pseudocount)")
    if let problem = motif.problem {
      throw .badTable(
        path: path, line: nil, problem: "\(motif.identifier): \(problem)",
        remedy: "mend the matrix or choose another with --motif-name")
    }
    self.motif = motif
    self.path = path
    self.sha256 = sha256
    contract = BindingContract(
      label: motif.name, window: motif.width, stride: 1, pValueThreshold: Self.pValueThreshold)
    let grid = MotifGrid(motif, background: background, pseudocount: pseudocount)
    step = grid.step
    windowScorer = MotifScorer(grid, background: background)
    distribution =
      switch strand {
      case .forward: MotifDistribution(grid, background: background)
      case .reverse: MotifDistribution(grid.reverseComplement, background: background)
      case .both: MotifDistribution(betterStrandOf: grid, background: background)
      }
  }

  /// Exact for words of the background's bases, whatever is around them.
  package var isStratified: Bool { false }

  package func pValue(ofLogit logit: Float, gc _: GCShare) -> Double {
    let score = (Double(logit) / step).rounded()
    guard score.isFinite, abs(score) < 1e9 else { return score > 0 ? 0 : 1 }
    return distribution.tail(Int(score))
  }

  /// The posterior probability of a site where it is as likely as background beforehand.
  package func probability(ofLogit logit: Float) -> Double { 1 / (1 + exp(-Double(logit))) }
}
