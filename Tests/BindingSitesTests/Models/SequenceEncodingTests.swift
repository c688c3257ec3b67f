import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct SequenceEncodingTests {
  private let words = SequenceEncoding.kmers(length: 3, stride: 2)

  private func tokens(_ input: NetworkInput<Float>) -> TokenBatch? {
    if case .tokens(let batch) = input { batch } else { nil }
  }

  @Test func wordsAreNumbersToBaseFourEveryStride() throws {
    // ACGTACG: ACG, GTA, ACG; then TTTTTTT.
    let bases: [UInt8] = [0, 1, 2, 3, 0, 1, 2, 3, 3, 3, 3, 3, 3, 3]
    let batch = try #require(tokens(words.encode(bases, windowsAt: [0, 7], window: 7)))
    #expect(batch.time == 3 && batch.lengths == [3, 3])
    #expect(batch.tokens == [6, 63, 44, 63, 6, 63])
    #expect(words.steps(window: 7) == 3 && words.steps(window: 8) == 3)
    #expect(words.steps(window: 2) == 0)
    #expect(words.input == .tokens(65))
  }

  @Test func aWordWithAnUnknownBaseIsATokenOfItsOwn() throws {
    let bases: [UInt8] = [0, 0, InputBase.uniform, 0, 0, 0, InputBase.zero]
    let batch = try #require(tokens(words.encode(bases, windowsAt: [0], window: 7)))
    #expect(batch.tokens == [64, 64, -1])
  }

  @Test func whatIsDecodedEncodesToTheSame() throws {
    var generator = RandomGenerator(seed: 5)
    for (length, stride) in [(5, 2), (4, 4), (3, 1), (1, 1)] {
      let encoding = SequenceEncoding.kmers(length: length, stride: stride)
      var bases = randomBases(4 * 30, &generator)
      for place in [3, 31, 32, 77, 119] { bases[place] = InputBase.uniform }
      let input = encoding.encode(bases, windowsAt: [0, 30, 60, 90], window: 30)
      let decoded = try #require(encoding.decode(input, window: 30))
      #expect(encoding.encode(decoded, windowsAt: [0, 30, 60, 90], window: 30) == input)
      #expect(encoding.decode(input, window: 60) == nil)
    }
    #expect(
      SequenceEncoding.oneHot.decode(words.encode([0, 1, 2], windowsAt: [0], window: 3), window: 3)
        == nil)
  }

  @Test func contractsOfBothKindsSurviveTheirFiles() throws {
    for encoding in [SequenceEncoding.oneHot, .kmers(length: 5, stride: 2)] {
      let contract = BindingContract(label: "x", encoding: encoding, window: 101)
      var file = try TinyModel.file()
      try file.setSection("other", contract)
      #expect(try file.section("other", as: BindingContract.self) == contract)
    }
    #expect(BindingContract(label: "x", window: 9).problem == nil)
    let wide = BindingContract(label: "x", encoding: .kmers(length: 5, stride: 6), window: 101)
    #expect(wide.problem?.contains("stride") == true)
    let long = BindingContract(label: "x", encoding: .kmers(length: 40, stride: 1), window: 101)
    #expect(long.problem?.contains("words") == true)
  }
}
