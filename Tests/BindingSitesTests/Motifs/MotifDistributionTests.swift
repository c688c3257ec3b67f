import Foundation
import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct MotifDistributionTests {
  /// Random scores of a width, and a background.
  private func grid(_ width: Int, seed: UInt64) -> (MotifGrid, [Double]) {
    var generator = RandomGenerator(seed: seed)
    let scores = (0..<width).map { _ in
      (0..<4).map { _ in Int32.random(in: -60...25, using: &generator) }
    }
    let shares = (0..<4).map { _ in 0.1 + generator.uniform() }
    let sum = shares.reduce(0, +)
    return (MotifGrid(scores: scores, step: 0.1), shares.map { $0 / sum })
  }

  /// Every word with its chance and its score on either strand.
  private func words(
    _ grid: MotifGrid, _ background: [Double]
  ) -> [(chance: Double, forward: Int, reverse: Int)] {
    var words: [[Int]] = [[]]
    for _ in 0..<grid.width { words = words.flatMap { word in (0..<4).map { word + [$0] } } }
    return words.map { word in
      let last = grid.width - 1
      return (
        word.reduce(1) { $0 * background[$1] },
        word.indices.reduce(0) { $0 + Int(grid.scores[$1][word[$1]]) },
        word.indices.reduce(0) { $0 + Int(grid.scores[$1][3 - word[last - $1]]) }
      )
    }
  }

  @Test(arguments: 1...6)
  func tailsAreThoseOfAllWords(width: Int) {
    let (grid, background) = grid(width, seed: UInt64(width))
    let words = words(grid, background)
    let forward = MotifDistribution(grid, background: background)
    let reverse = MotifDistribution(grid.reverseComplement, background: background)
    let better = MotifDistribution(betterStrandOf: grid, background: background)
    for score in (grid.least - 2)...(grid.largest + 2) {
      func exact(_ passes: ((chance: Double, forward: Int, reverse: Int)) -> Bool) -> Double {
        words.reduce(0) { $0 + (passes($1) ? $1.chance : 0) }
      }
      #expect(abs(forward.tail(score) - exact { $0.forward >= score }) < 1e-12)
      #expect(abs(reverse.tail(score) - exact { $0.reverse >= score }) < 1e-12)
      #expect(
        abs(better.tail(score) - exact { max($0.forward, $0.reverse) >= score }) < 1e-12)
    }
  }

  @Test func aPalindromeIsNotCountedTwice() {
    let half: [[Int32]] = [[10, -5, -7, -9], [-20, 8, -4, -6]]
    let grid = MotifGrid(scores: half + half.reversed().map { $0.reversed() }, step: 1)
    #expect(grid.reverseComplement == grid)
    let background = [0.3, 0.2, 0.2, 0.3]
    let one = MotifDistribution(grid, background: background)
    let better = MotifDistribution(betterStrandOf: grid, background: background)
    for score in grid.least...grid.largest {
      #expect(abs(one.tail(score) - better.tail(score)) < 1e-12)
    }
  }

  /// A wide motif: its band is cut, so it is compared with random words.
  @Test func aWideMotifAgreesWithRandomWords() throws {
    var generator = RandomGenerator(seed: 8)
    let counts = (0..<16).map { _ in
      (0..<4).map { _ in pow(generator.uniform(), 4) * 100 }
    }
    let motif = Motif(identifier: "wide", name: "wide", counts: counts)
    let background = [0.3, 0.2, 0.2, 0.3]
    let model = try MotifModel(
      motif, path: "x", sha256: nil, background: background, pseudocount: 0.8, strand: .both)
    let bases = (0..<20_015).map { _ in
      let draw = generator.uniform()
      return UInt8(draw < 0.3 ? 0 : draw < 0.5 ? 1 : draw < 0.7 ? 2 : 3)
    }
    let offsets = Array(0..<20_000)
    let forward = model.windowScorer.logits(bases: bases, offsets: offsets)
    let mirrored = model.windowScorer.logits(
      bases: bases.reversed().map(InputBase.complement), offsets: offsets)
    let pValues = zip(forward, mirrored.reversed()).map {
      model.pValue(ofLogit: max($0, $1), gc: .unknown)
    }
    #expect(pValues.count == 20_000)
    for nominal in [0.2, 0.05, 0.01] {
      let share = Double(pValues.count { $0 <= nominal }) / 20_000
      // Windows one base apart depend on each other: six standard errors, twice widened.
      #expect(abs(share - nominal) < 12 * (nominal / 20_000).squareRoot(), "\(share) at \(nominal)")
    }
  }

  private struct Vectors: Decodable {
    struct PValue: Decodable {
      let score, forward, reverse, both: Double
    }
    struct Case: Decodable {
      let counts: [[Double]]
      let background: [Double]
      let pseudocount: Double
      let sequence: String
      let forward: [Double]
      let reverse: [Double]
      let pvalues: [PValue]
    }
    let cases: [Case]
  }

  /// Numbers of Biopython (scores) and of an enumeration of all words (p-values).
  @Test func agreesWithBiopython() throws {
    let vectors = try JSONDecoder().decode(Vectors.self, from: referenceFile("motif-vectors.json"))
    #expect(vectors.cases.count == 3)
    for entry in vectors.cases {
      func model(_ strand: ScanSettings.StrandChoice) throws -> MotifModel {
        try MotifModel(
          Motif(identifier: "m", name: "m", counts: entry.counts), path: "x", sha256: nil,
          background: entry.background, pseudocount: entry.pseudocount, strand: strand)
      }
      let bases = entry.sequence.map { ["A": 0, "C": 1, "G": 2, "T": 3][$0] ?? 4 } as [UInt8]
      let forward = try model(.forward)
      let offsets = Array(0...(bases.count - entry.counts.count))
      let scores = forward.windowScorer.logits(bases: bases, offsets: offsets)
      #expect(scores.count == entry.forward.count)
      // Half a step of rounding a position.
      for (score, expected) in zip(scores, entry.forward) {
        #expect(abs(Double(score) - expected) < 0.05)
      }
      for value in entry.pvalues {
        for (strand, expected) in [
          (.forward, value.forward), (.reverse, value.reverse), (.both, value.both),
        ] as [(ScanSettings.StrandChoice, Double)] {
          // Scores on the grid are off by half a step a position: the p-value lies between those
          // of the scores around.
          let model = try model(strand)
          let above = model.pValue(ofLogit: Float(value.score + 0.05), gc: .unknown)
          let below = model.pValue(ofLogit: Float(value.score - 0.05), gc: .unknown)
          #expect(above <= expected * 1.000001 && expected <= below * 1.000001)
          #expect(below < 2 * above + 1e-3, "\(strand) at \(value.score)")
        }
      }
    }
  }
}
