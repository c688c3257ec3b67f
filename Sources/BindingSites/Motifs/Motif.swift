internal import Glibc

/// A position frequency matrix, as motif databases give it.
package struct Motif: Sendable, Equatable {
  /// The database's identifier, e.g. `MA0139.2`; the name where there is none.
  package let identifier: String
  /// The factor, e.g. `CTCF`; the identifier where there is none.
  package let name: String
  /// Counts of A, C, G, T by position; a position's counts are not negative and not all 0.
  package let counts: [[Double]]

  package static let longest = 200

  package var width: Int { counts.count }

  package init(identifier: String, name: String, counts: [[Double]]) {
    self.identifier = identifier
    self.name = name
    self.counts = counts
  }

  /// Whether a name means this motif.
  func isCalled(_ name: String) -> Bool { identifier == name || self.name == name }

  /// Why this is no motif, in words; nil if it is one.
  var problem: String? {
    if counts.isEmpty { return "the motif has no positions" }
    if counts.count > Self.longest {
      return "the motif has \(counts.count) positions, over \(Self.longest)"
    }
    for (position, row) in counts.enumerated() {
      if row.count != 4 || !row.allSatisfy({ $0.isFinite && $0 >= 0 }) || row.reduce(0, +) <= 0 {
        return "position \(position + 1) has no counts of A, C, G, T"
      }
    }
    return nil
  }

  /// Log-likelihood ratios in nats of a site over the background, by position and base.
  ///
  /// - Parameters:
  ///   - background: frequencies of A, C, G, T: positive, of sum 1.
  ///   - pseudocount: added to each position, shared out by the background; > 0.
  func logOdds(background: [Double], pseudocount: Double) -> [[Double]] {
    counts.map { row in
      let total = row.reduce(0, +) + pseudocount
      return zip(row, background).map { count, share in
        log((count + pseudocount * share) / total / share)
      }
    }
  }
}

/// A motif's log-odds on a grid, so that sums are exact and their distribution can be enumerated.
///
/// Scores are whole multiples of `step`: Staden 1989; Touzet & Varré 2007 (doi 10.1186/1748-7188-2-15).
struct MotifGrid: Sendable, Equatable {
  /// Steps by position and base: A, C, G, T.
  let scores: [[Int32]]
  /// Nats in a step.
  let step: Double

  /// Steps between the worst and the best word, about.
  private static let resolution = 3000.0

  init(_ motif: Motif, background: [Double], pseudocount: Double) {
    let logOdds = motif.logOdds(background: background, pseudocount: pseudocount)
    let range = logOdds.reduce(0) { $0 + ($1.max() ?? 0) - ($1.min() ?? 0) }
    let step = max(range / Self.resolution, 1e-6)
    self.step = step
    scores = logOdds.map { $0.map { Int32(($0 / step).rounded()) } }
  }

  init(scores: [[Int32]], step: Double) {
    self.scores = scores
    self.step = step
  }

  var width: Int { scores.count }
  var largest: Int { scores.reduce(0) { $0 + Int($1.max() ?? 0) } }
  var least: Int { scores.reduce(0) { $0 + Int($1.min() ?? 0) } }

  /// The grid that scores a word as this one scores its reverse complement.
  var reverseComplement: MotifGrid {
    MotifGrid(scores: scores.reversed().map { $0.reversed() }, step: step)
  }
}
