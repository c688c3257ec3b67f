import GenomicRegions
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct PeakWindowsTests {
  private let chr1 = SmallGenome.letters(900, seed: 1).replacing("N", with: "A")
  private let chr2 = String(repeating: "N", count: 100) + "ACGTACGTAC"

  private func genome() throws -> SmallGenome {
    try SmallGenome(["chr1": chr1, "chr2": chr2])
  }

  private func windows(
    _ peaks: [PeakRecord], length: Int = 21, blacklist: RegionSet? = nil
  ) throws -> PeakWindows {
    let genome = try genome()
    return try withExtendedLifetime(genome) {
      try PeakWindows(
        around: peaks, of: "p.bed", genome: genome.open(), length: length, blacklist: blacklist)
    }
  }

  @Test func windowsHaveTheSummitInTheMiddleAndKeepTheOrder() throws {
    let found = try windows([
      peak("chr1", 500..<600, summit: 520), peak("chr1", 100..<141),
      peak("chr1", 90..<150, summit: 100, name: "p"),
    ])
    #expect(
      found.windows.map(\.interval)
        == [interval("chr1", 510..<531), interval("chr1", 110..<131), interval("chr1", 90..<111)])
    for window in found.windows {
      let from = Int(window.interval.start.offset)
      #expect(BaseCode.text(of: window.codes) == chr1.dropFirst(from).prefix(21))
    }
    let examples = found.examples(isBound: true)
    #expect(examples.map(\.name) == ["chr1:510-531", "chr1:110-131", "p::chr1:90-111"])
    #expect(examples.map(\.locus) == found.windows.map(\.interval))
    #expect(examples.allSatisfy { $0.codes.allSatisfy { $0 < 16 } && $0.isBound == true })
    #expect(found.remarks.isEmpty)
  }

  @Test func windowsThatCannotBeUsedAreCounted() throws {
    let blacklist = RegionSet([interval("chr1", 300..<310), interval("1", 0..<900)])
    let found = try windows(
      [
        peak("chr1", 5..<10), peak("chr1", 880..<900, summit: 895), peak("chr1", 850..<950),
        peak("chr2", 40..<60), peak("chr1", 305..<330), peak("chr1", 400..<420),
      ], blacklist: blacklist)
    #expect(found.windows.map(\.interval) == [interval("chr1", 400..<421)])
    #expect(found.pastContigEnd == 3)
    #expect(found.peaksPastContigEnd == 1)
    #expect(found.mostlyUnknown == 1)
    #expect(found.blacklisted == 1)
    #expect(found.remarks.count == 3)
  }

  @Test func halfUnknownWindowsStayAsInAScan() throws {
    let found = try windows([peak("chr2", 99..<101), peak("chr2", 98..<100)], length: 20)
    #expect(found.windows.map(\.interval) == [interval("chr2", 90..<110)])
    #expect(found.mostlyUnknown == 1)
  }

  @Test func peaksOnContigsTheGenomeLacksAreListedWithTheSpellingItHas() throws {
    let error = #expect(throws: BindingSitesError.self) {
      try windows([peak("1", 5..<10), peak("chr1", 5..<10), peak("3", 5..<10)])
    }
    let text = try #require(error?.description)
    #expect(text.contains("2 of 3 peaks lie on contigs that the genome"))
    #expect(text.contains(#"lacks: "1", "3""#))
    #expect(text.contains(#"the genome says "chr1" for "1""#))
  }

  @Test func weightsGrowWithTheLogarithmOfTheSignalAndAreOneOnTheMean() throws {
    let peaks = (0..<9).map { (index: Int) -> PeakRecord in
      let start = Int64(100 + 60 * index)
      return peak("chr1", start..<start + 20, signal: Double(1 << index))
    }
    let found = try windows(peaks)
    let weights = try found.examplesWeightedBySignal(path: "p").map(\.weight)
    #expect(zip(weights, weights.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(weights.reduce(0, +) / Float(weights.count) - 1) < 1e-6)
    // log 257 / log 2
    #expect(abs(weights[8] / weights[0] - 8.0056) < 1e-3)
    #expect(throws: BindingSitesError.self) {
      try windows([peak("chr1", 100..<120)]).examplesWeightedBySignal(path: "p")
    }
  }

  @Test func aBlacklistOnOtherContigsIsToldOf() throws {
    let contigs = try ContigDictionary([("chr1", 10)])
    #expect(
      ContigNames.warning(of: RegionSet([interval("chr1", 0..<5)]), role: "x", contigs) == nil)
    let warning = ContigNames.warning(
      of: RegionSet([interval("1", 0..<5), interval("chr1", 0..<5)]), role: "the list", contigs)
    #expect(warning?.contains(#"1 of 2 regions of the list"#) == true)
    #expect(warning?.contains(#"the genome says "chr1" for "1""#) == true)
  }
}
