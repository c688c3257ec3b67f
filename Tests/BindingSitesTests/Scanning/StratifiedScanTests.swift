import GenomicRegions
import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

/// The G+C shares that a scan gives beside its scores.
@Suite struct StratifiedScanTests {
  /// A sequence, or a part of it, in pieces.
  private final class Pieces: ScanInput {
    private var pieces: [ScanPiece] = []

    init(_ codes: [UInt8], part: Range<Int>, chunk: Int) {
      for start in stride(from: part.lowerBound, to: part.upperBound, by: chunk) {
        let end = min(part.upperBound, start + chunk)
        pieces.append(
          ScanPiece(
            beginning: start == part.lowerBound ? ScanSequence(name: "c", index: 0) : nil,
            start: GenomicPosition(zeroBased: Int64(start)), codes: Array(codes[start..<end]),
            isEnd: end == part.upperBound,
            isWholeEnd: end == part.upperBound && end == codes.count))
      }
      pieces.reverse()
    }

    func next() -> ScanPiece? { pieces.popLast() }
  }

  private struct Line: Equatable {
    let interval: Range<Int64>
    let logit: Float?
    let gc: GCShare
  }

  private func scan(
    _ model: BindingModel, _ codes: [UInt8], part: Range<Int>? = nil, chunk: Int = 777,
    threads: Int = 1, mask: ScanSettings.MaskPolicy = .none
  ) async throws -> [Line] {
    var settings = ScanSettings()
    settings.stride = model.contract.stride
    settings.mask = mask
    var lines: [Line] = []
    let input = Pieces(codes, part: part ?? 0..<codes.count, chunk: chunk)
    try await SequenceScan(model, settings: settings, threads: threads).run(input) { windows in
      for (index, (interval, logit)) in zip(windows.intervals, windows.logits).enumerated() {
        lines.append(Line(interval: interval, logit: logit, gc: windows.gc(at: index)))
      }
    }
    return lines
  }

  /// Stretches of changing composition with unknown and soft-masked bases.
  private static func codes(_ count: Int) -> [UInt8] {
    var generator = RandomGenerator(seed: 5)
    return (0..<count).map { place in
      let isRich = generator.uniform() < Double(place / 97 % 10) / 10
      let base =
        isRich ? UInt8.random(in: 1...2, using: &generator) : generator.uniform() < 0.5 ? 0 : 3
      let code = place / 31 % 40 == 7 || generator.uniform() < 0.02 ? BaseCode.n : base
      return place / 200 % 5 == 3 ? code | BaseCode.softMaskBit : code
    }
  }

  private static func share(_ codes: ArraySlice<UInt8>, isMasked: Bool = false) -> GCShare {
    let known = codes.filter {
      !BaseCode.isAmbiguous($0) && !(isMasked && BaseCode.isSoftMasked($0))
    }
    return GCShare(
      strong: known.count { [1, 2].contains($0 & BaseCode.symbolBits) }, known: known.count)
  }

  private static func stratified(_ file: ModelFile) throws -> BindingModel {
    var file = file
    try file.setSection(BindingModel.Section.null, StratifiedTiny.null())
    return try BindingModel(file)
  }

  private static func windows() throws -> BindingModel { try stratified(TinyModel.file()) }
  private static func bins() throws -> BindingModel { try stratified(TinyBinModel.file()) }

  @Test(arguments: [ScanSettings.MaskPolicy.none, .soft])
  func aWindowsShareIsThatOfItsKnownBases(mask: ScanSettings.MaskPolicy) async throws {
    let codes = Self.codes(9000)
    let lines = try await scan(Self.windows(), codes, mask: mask)
    #expect(lines.count > 1790)
    for line in lines {
      let window = codes[Int(line.interval.lowerBound)..<Int(line.interval.upperBound)]
      #expect(line.gc == Self.share(window, isMasked: mask == .soft))
    }
    #expect(Set(lines.map(\.gc)).count > 30)
  }

  @Test(arguments: [1, 5, 23])
  func aShortSequencesShareIsItsOwn(length: Int) async throws {
    let codes = Array(Self.codes(9000)[4000..<4000 + length])
    let lines = try await scan(Self.windows(), codes)
    #expect(lines.map(\.gc) == [Self.share(codes[...])])
  }

  @Test(arguments: [1, 3, 50, 101, 256, 300, 9001])
  func aBinsShareIsThatOfAHundredBasesAroundItAsFarAsTheSequenceGoes(length: Int) async throws {
    let codes = Array(Self.codes(9001).suffix(length))
    let lines = try await scan(Self.bins(), codes)
    #expect(lines.count == (length + 3) / 4)
    for (index, line) in lines.enumerated() {
      let around = max(0, 4 * index - 48)..<min(length, 4 * index + 52)
      #expect(line.gc == Self.share(codes[around]), "bin \(index)")
    }
  }

  @Test func scoresAndSharesDoNotDependOnThreadsOrPieces() async throws {
    let codes = Self.codes(30_000)
    for model in [try Self.windows(), try Self.bins()] {
      let reference = try await scan(model, codes)
      for (threads, chunk) in [(2, 777), (3, 31), (4, 1 << 20)] {
        let other = try await scan(model, codes, chunk: chunk, threads: threads)
        let isEqual = other == reference
        #expect(isEqual, "\(threads) threads, pieces of \(chunk)")
      }
    }
  }

  @Test(arguments: [0..<5000, 130..<4000, 4096..<9000, 2000..<2900])
  func aPartGivesWhatTheWholeGives(part: Range<Int>) async throws {
    let codes = Self.codes(9000)
    let whole = try await scan(Self.bins(), codes)
    let lines = try await scan(Self.bins(), codes, part: part, chunk: 100)
    let places = Set(lines.map(\.interval))
    let isEqual = lines == whole.filter { places.contains($0.interval) }
    #expect(isEqual && lines.count > 60)
  }

  @Test func withoutStrataNothingIsMeasured() async throws {
    let lines = try await scan(BindingModel(TinyModel.file()), Self.codes(3000))
    #expect(lines.allSatisfy { $0.gc == .unknown })
  }
}
