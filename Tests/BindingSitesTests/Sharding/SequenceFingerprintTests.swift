import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct SequenceFingerprintTests {
  private func fingerprint(_ pieces: [[UInt8]]) -> String {
    var fingerprint = SequenceFingerprint()
    for piece in pieces { fingerprint.update(piece.span) }
    return fingerprint.hexadecimal()
  }

  private func bytes(_ count: Int) -> [UInt8] {
    var generator = RandomGenerator(seed: 5)
    return (0..<count).map { _ in UInt8(generator.uniform() * 4) }
  }

  @Test func piecesDoNotMatter() {
    let bytes = bytes(1000)
    let whole = fingerprint([bytes])
    #expect(whole.count == 64)
    for size in [1, 7, 31, 32, 33, 100, 999] {
      let pieces = stride(from: 0, to: bytes.count, by: size).map {
        Array(bytes[$0..<min($0 + size, bytes.count)])
      }
      #expect(fingerprint(pieces) == whole)
    }
  }

  @Test func everyChangeOfAByteOrOfTheLengthTells() {
    var seen: Set<String> = []
    let bytes = bytes(100)
    seen.insert(fingerprint([bytes]))
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      seen.insert(fingerprint([other]))
    }
    for count in 0..<100 { seen.insert(fingerprint([Array(bytes.prefix(count))])) }
    for zeros in 1...40 { seen.insert(fingerprint([bytes, Array(repeating: 0, count: zeros)])) }
    #expect(seen.count == 241)
  }
}
