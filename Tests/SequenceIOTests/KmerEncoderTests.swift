import GenomicRegions
import SequenceIO
import Testing

@Suite struct KmerEncoderTests {
  func codes(_ letters: String) throws -> [UInt8] {
    try #require(BaseCode.codes(ofLetters: letters))
  }

  @Test func wordsAreNumbersToBaseFour() throws {
    let encoder = KmerEncoder(k: 3)
    #expect(try encoder.encode(try codes("AAACTTT")) == [0, 1, 7, 31, 63])
    #expect(encoder.unknownToken == 64)
    #expect(encoder.tokenCount == 65)
    #expect(try encoder.encode(try codes("AC")) == [])
    #expect(try KmerEncoder(k: 3, stride: 2).encode(try codes("AAACTTT")) == [0, 7, 63])
    #expect(try KmerEncoder(k: 15).encode(try codes("TTTTTTTTTTTTTTT")) == [(1 << 30) - 1])
  }

  @Test func wordsWithAmbiguousBasesAreUnknown() throws {
    #expect(try KmerEncoder(k: 2).encode(try codes("AANCgT")) == [0, 16, 16, 6, 11])
    #expect(try KmerEncoder(k: 2, policy: .skip).encode(try codes("AAN")) == nil)
    let expected = SequenceIOError.ambiguousBase(
      sequence: "s", position: GenomicPosition(zeroBased: 12))
    #expect(throws: expected) {
      try KmerEncoder(k: 2, policy: .error).encode(
        try codes("AAN"), of: "s", at: GenomicPosition(zeroBased: 10))
    }
  }

  @Test func everyWordEqualsItsOwnEncoding() throws {
    var generator = SystemRandomNumberGenerator()
    let sequence = (0..<80).map { _ in UInt8.random(in: 0...4, using: &generator) }
    for (k, stride) in [(1, 1), (4, 1), (5, 3), (2, 7)] {
      let tokens = try KmerEncoder(k: k, stride: stride).encode(sequence)
      let expected = try Swift.stride(from: 0, through: sequence.count - k, by: stride).map {
        try KmerEncoder(k: k).encode(Array(sequence[$0..<$0 + k]))?.first
      }
      #expect(tokens?.map(Optional.some) == expected)
    }
  }
}
