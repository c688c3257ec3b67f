import Testing

@testable import BindingSites

@Suite struct GCShareTests {
  @Test(arguments: [(0, 5, 0), (5, 5, 200), (1, 3, 67), (1, 101, 2), (50, 101, 99), (7, 9, 156)])
  func sharesAreHeldToHalfAPercent(strong: Int, known: Int, byte: UInt8) {
    let share = GCShare(strong: strong, known: known)
    #expect(share.byte == byte)
    #expect(abs((share.value ?? -1) - Double(strong) / Double(known)) <= 0.0025)
    #expect(GCShare(byte: byte) == share)
  }

  @Test func withoutKnownBasesAShareIsUnknown() {
    #expect(GCShare(strong: 0, known: 0) == .unknown)
    #expect(GCShare.unknown.value == nil)
    #expect(GCShare(byte: 255) == .unknown)
  }

  @Test func bytesThatAreNoShareAreRefused() {
    #expect((201...254).allSatisfy { GCShare(byte: $0) == nil })
  }

  @Test func countsTellTheShareOfAnyStretch() {
    let bases: [UInt8] = [9, 9, 0, 1, 2, 3, 4, 1, 5, 2]
    let counts = GCCounts(bases[2...])
    #expect(counts.share(of: 0..<4) == GCShare(strong: 2, known: 4))
    #expect(counts.share(of: 3..<6) == GCShare(strong: 1, known: 2))
    #expect(counts.share(of: 4..<5) == .unknown)
    #expect(counts.share(of: -9..<99) == GCShare(strong: 4, known: 6))
    #expect(counts.share(of: 20..<30) == .unknown)
  }
}
