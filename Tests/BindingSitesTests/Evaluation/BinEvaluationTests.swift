import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct BinEvaluationTests {
  private func randomPeaks(_ count: Int, _ generator: inout RandomGenerator) -> [PeakRecord] {
    (0..<count).map { _ in
      let start = Int64.random(in: 0...900, using: &generator)
      let length = Int64.random(in: 1...150, using: &generator)
      return peak(
        "c", start..<start + length, summit: start + Int64.random(in: 0..<length, using: &generator)
      )
    }
  }

  private func overlap(_ first: Range<Int64>, _ second: Range<Int64>) -> Int64 {
    max(
      0,
      min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound))
  }

  /// Labels by the words of each rule, bin by bin and peak by peak.
  private func expected(
    _ bin: Int64, _ tiling: BinTiling, _ rule: BinRule, _ peaks: [PeakRecord],
    _ ambiguous: [PeakRecord]
  ) -> BinLabels.Label {
    let range = bin * tiling.step..<bin * tiling.step + tiling.size
    func span(of peak: PeakRecord) -> Range<Int64> {
      peak.interval.start.offset..<peak.interval.end.offset
    }
    let isBound = peaks.contains { peak in
      let shared = overlap(range, span(of: peak))
      switch rule {
      case .half:
        return shared > 0 && (2 * shared >= tiling.size || 2 * shared >= peak.interval.length)
      case .halfBin: return 2 * shared >= tiling.size
      case .summit: return range.contains(peak.centre.offset)
      }
    }
    if isBound { return .bound }
    return (peaks + ambiguous).contains { overlap(range, span(of: $0)) > 0 }
      ? .ambiguous : .unbound
  }

  @Test(
    arguments: BinRule.allCases,
    [BinTiling(size: 40, step: 10), BinTiling(size: 37, step: 13), BinTiling(size: 20, step: 30)])
  func labelsAreWhatTheRuleSays(rule: BinRule, tiling: BinTiling) {
    var generator = RandomGenerator(seed: 5)
    for _ in 0..<20 {
      let peaks = randomPeaks(5, &generator)
      let ambiguous = randomPeaks(3, &generator)
      let labels = BinLabels(tiling: tiling, rule: rule, peaks: peaks, ambiguous: ambiguous)
      for bin in 0..<110 as Range<Int64> {
        #expect(
          labels.label(ofBin: bin, onContig: "c") == expected(bin, tiling, rule, peaks, ambiguous))
      }
      #expect(labels.label(ofBin: 3, onContig: "other") == .unbound)
    }
  }

  @Test func regionsAndBlacklistDecideFirst() {
    let labels = BinLabels(
      tiling: BinTiling(size: 20, step: 10), rule: .half, peaks: [peak("c", 100..<140)],
      blacklist: RegionSet([interval("c", 130..<131)]),
      regions: RegionSet([interval("c", 95..<165)]))
    let found = (8...16 as ClosedRange<Int64>).map { labels.label(ofBin: $0, onContig: "c") }
    #expect(
      found == [
        .outside, .outside, .bound, .bound, .blacklisted, .blacklisted, .unbound, .outside,
        .outside,
      ])
  }

  @Test(
    arguments: [
      BinTiling(size: 40, step: 10), BinTiling(size: 37, step: 13), BinTiling(size: 20, step: 50),
      BinTiling(size: 10, step: 10),
    ], [1, 2, 3] as [UInt64])
  func aBinsScoreIsThatOfTheBestWindowWithItsMiddleInIt(tiling: BinTiling, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    let length: Int64 = 700
    var middle: Int64 = 0
    var windows: [(middle: Int64, logit: Float?)] = []
    while true {
      // Now and then a stretch without windows.
      middle += Int64.random(
        in: 1...(generator.uniform() < 0.1 ? 120 : 15), using: &generator)
      if middle >= length { break }
      windows.append((middle, generator.uniform() < 0.2 ? nil : Float(generator.normal())))
    }
    var maxima = BinMaxima(tiling)
    var found: [Int64: Float?] = [:]
    func take(_ bin: Int64, _ best: Float?) {
      #expect(found.updateValue(best, forKey: bin) == nil)
    }
    for window in windows { maxima.add(middle: window.middle, logit: window.logit, deliver: take) }
    maxima.end(length: length, deliver: take)
    var bin: Int64 = 0
    while bin * tiling.step + tiling.size <= length {
      let range = bin * tiling.step..<bin * tiling.step + tiling.size
      let inside = windows.filter { range.contains($0.middle) }
      if inside.isEmpty {
        #expect(found[bin] == nil)
      } else {
        #expect(found[bin] == .some(inside.compactMap(\.logit).max()))
      }
      bin += 1
    }
    #expect(found.keys.allSatisfy { $0 < bin })
  }

  @Test(arguments: [1, 2])
  func theMetricsAreThoseOfTheBinsOneByOne(threads: Int) async throws {
    let genome = try SmallGenome([
      "c": SmallGenome.letters(9000, seed: 4), "d": SmallGenome.letters(4000, seed: 5),
    ])
    let fasta = try genome.open()
    let scorer = try TinyModel.scorer()
    var generator = RandomGenerator(seed: 6)
    let peaks = randomPeaks(12, &generator)
    let labels = BinLabels(
      tiling: BinTiling(size: 60, step: 20), rule: .half, peaks: peaks,
      ambiguous: randomPeaks(6, &generator))
    var settings = ScanSettings()
    settings.stride = 7
    var bins = BinEvaluation(labels, contigs: fasta.contigs) {
      Double(min(max($0 / 10 + 0.5, 0), 1))
    }
    var windows: [(contig: String, middle: Int64, logit: Float)] = []
    let input = StreamedSequences(try SequenceReader(path: fasta.path))
    try await SequenceScan(scorer: scorer, settings: settings, threads: threads).run(input) {
      bins.take($0)
      for (interval, logit) in zip($0.intervals, $0.logits) {
        let middle = (interval.lowerBound + interval.upperBound) / 2
        if let logit { windows.append(($0.sequence.name, middle, logit)) }
      }
    }
    var (scores, truth): ([Double], [Bool]) = ([], [])
    var ambiguous = 0
    for (contig, length) in [("c", 9000), ("d", 4000)] as [(String, Int64)] {
      for bin in 0...((length - 60) / 20) {
        let label = labels.label(ofBin: bin, onContig: contig)
        ambiguous += label == .ambiguous ? 1 : 0
        let inside = windows.filter {
          $0.contig == contig && (bin * 20..<bin * 20 + 60).contains($0.middle)
        }
        guard label != .ambiguous, let best = inside.map(\.logit).max() else { continue }
        scores.append(Double(best))
        truth.append(label == .bound)
      }
    }
    let ranking = ScoreRanking(scores: scores, labels: truth)
    let found = try #require(bins.evaluation)
    #expect(bins.counts.bound == truth.count { $0 } && bins.counts.unbound == truth.count { !$0 })
    #expect(bins.counts.ambiguous == ambiguous)
    #expect(bins.counts.windows == windows.count)
    #expect(found.positives > 0)
    // The scores of an untrained network are so alike that many share a cell of 1/4,096.
    #expect(abs(try #require(found.auROC) - (try #require(ranking.auROC()))) < 0.02)
    #expect(abs(try #require(found.auPRC) - (try #require(ranking.auPRC()))) < 0.02)
  }
}
