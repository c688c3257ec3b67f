import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct MatchedBackgroundTests {
  private static let length = 40
  private let genome: SmallGenome
  private let peaks: [PeakRecord]
  private let avoided: RegionSet

  init() throws {
    genome = try SmallGenome([
      "chr1": SmallGenome.letters(60_000, seed: 1), "chr2": SmallGenome.letters(30_000, seed: 2),
      "chr3": SmallGenome.letters(30_000, seed: 3),
    ])
    var generator = RandomGenerator(seed: 9)
    peaks = (0..<60).map { index in
      let start = Int64.random(in: 100...29_000, using: &generator)
      return peak(index % 2 == 0 ? "chr1" : "chr2", start..<start + 50)
    }
    avoided = RegionSet(peaks.map(\.interval)).widened(by: 100)
  }

  private func windows() throws -> [WindowComposition] {
    try PeakWindows(
      around: peaks, of: "p", genome: genome.open(), length: Self.length
    ).windows.map { WindowComposition($0.codes) }
  }

  private func draw(
    _ compositions: [WindowComposition], ratio: Int = 1, seed: UInt64 = 1
  ) throws -> MatchedBackground {
    try MatchedBackground(
      like: compositions, ratio: ratio, length: Self.length, genome: genome.open(),
      contigs: ["chr1", "chr2"], avoiding: avoided, seed: seed)
  }

  private func histogram(_ bins: [WindowComposition.Bin]) -> [WindowComposition.Bin: Int] {
    Dictionary(bins.map { ($0, 1) }, uniquingKeysWith: +)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theBackgroundHasTheHistogramOfTheBoundWindows(seed: UInt64) throws {
    let bound = try windows()
    let found = try draw(bound, seed: seed)
    let wanted = histogram(bound.map(\.bin))
    let drawn = histogram(found.windows.map(\.composition.bin))
    // No cell holds more than was wanted, and what lacks is told.
    for (bin, count) in drawn { #expect(count <= wanted[bin] ?? 0) }
    #expect(found.windows.count + found.shortfall == bound.count)
    #expect(found.shortfall < bound.count / 3)
  }

  @Test func windowsStayAwayFromPeaksFromEachOtherAndFromOtherContigs() throws {
    let found = try draw(windows(), ratio: 3)
    #expect(found.windows.count > 60)
    for window in found.windows {
      #expect(!avoided.overlaps(window.interval))
      #expect(["chr1", "chr2"].contains(window.interval.contig))
      #expect(window.interval.length == 40)
    }
    for (first, second) in zip(found.windows, found.windows.dropFirst()) {
      #expect(!first.interval.overlaps(second.interval))
      #expect(
        first.interval.contig < second.interval.contig
          || first.interval.end <= second.interval.start)
    }
  }

  @Test func basesAndCompositionAreThoseOfThePlace() throws {
    let fasta = try genome.open()
    for window in try draw(windows()).windows {
      let codes = try fasta.codes(of: window.interval)
      #expect(window.codes == codes.map { $0 & BaseCode.symbolBits })
      #expect(window.composition == WindowComposition(codes))
    }
  }

  @Test func theSameSeedDrawsTheSameWindows() throws {
    let bound = try windows()
    #expect(try draw(bound).windows == draw(bound).windows)
    #expect(try draw(bound).windows != draw(bound, seed: 2).windows)
  }

  @Test func moreWindowsOfACellHoldThoseOfFewer() throws {
    let bound = try windows()
    let few = Set(try draw(bound).windows.map(\.interval))
    let many = Set(try draw(bound, ratio: 4).windows.map(\.interval))
    #expect(few.isSubset(of: many) && few.count < many.count)
  }

  @Test func aCellTheGenomeLacksIsShort() throws {
    let rich = WindowComposition(
      Array(repeating: BaseCode.g | BaseCode.softMaskBit, count: Self.length))
    let found = try draw(Array(repeating: rich, count: 7))
    #expect(found.windows.isEmpty && found.shortfall == 7)
  }

  @Test func compositionCountsWhatItSays() {
    let codes = (BaseCode.codes(ofLetters: "GCatNNgA") ?? [])
    let composition = WindowComposition(codes)
    #expect(composition.gc == 0.5)
    #expect(composition.masked == 3.0 / 8)
    #expect(composition.ambiguous == 0.25)
    #expect(composition.bin == .init(gc: 12, masked: 2, ambiguous: 2))
    #expect(WindowComposition(Array(repeating: BaseCode.n, count: 3)).gc == 0)
    #expect(
      WindowComposition(Array(repeating: BaseCode.g | BaseCode.softMaskBit, count: 3)).bin
        == .init(gc: 24, masked: 5, ambiguous: 0))
  }
}
