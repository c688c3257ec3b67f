import GenomicRegions
import SequenceIO
import Testing

@Suite struct EncoderTests {
  func codes(_ letters: String) throws -> [UInt8] {
    try #require(BaseCode.codes(ofLetters: letters))
  }

  @Test func oneHotSetsOneChannelForEachKnownBase() throws {
    let values = try OneHotEncoder().encode(try codes("AcGT"))
    #expect(values == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
  }

  @Test func oneHotFollowsThePolicy() throws {
    let ambiguous = try codes("AN-")
    #expect(
      try OneHotEncoder(policy: .uniform).encode(ambiguous)?.suffix(8)
        == Array(repeating: 0.25, count: 8)[...])
    #expect(
      try OneHotEncoder(policy: .zero).encode(ambiguous)?.suffix(8)
        == Array(repeating: 0, count: 8)[...])
    #expect(try OneHotEncoder(policy: .skip).encode(ambiguous) == nil)
    let expected = SequenceIOError.ambiguousBase(
      sequence: "s", position: GenomicPosition(zeroBased: 11))
    #expect(throws: expected) {
      try OneHotEncoder(policy: .error).encode(
        ambiguous, of: "s", at: GenomicPosition(zeroBased: 10))
    }
    for policy in AmbiguityPolicy.allCases {
      #expect(try OneHotEncoder(policy: policy).encode(try codes("AC"))?.count == 8)
    }
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
    #expect(throws: SequenceIOError.self) {
      try KmerEncoder(k: 2, policy: .error).encode(try codes("AAN"))
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
