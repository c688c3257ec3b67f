import SequenceIO
import Testing

@Suite struct BaseCodeTests {
  /// All letters that are bases, each with the bases it may stand for (IUPAC), A 1, C 2, G 4, T 8.
  static let sets: [(Character, UInt8)] = [
    ("A", 1), ("C", 2), ("G", 4), ("T", 8), ("U", 8), ("N", 15), ("R", 5), ("Y", 10), ("S", 6),
    ("W", 9), ("K", 12), ("M", 3), ("B", 14), ("D", 13), ("H", 11), ("V", 7), ("-", 0), ("*", 0),
    (".", 0), ("X", 15),
  ]

  @Test func everyLetterStandsForItsBases() throws {
    for (letter, set) in Self.sets {
      let code = try #require(BaseCode.codes(ofLetters: String(letter))?.first)
      #expect(BaseCode.baseSet(of: code) == set)
      #expect(BaseCode.isAmbiguous(code) == (set.nonzeroBitCount != 1))
      #expect(!BaseCode.isSoftMasked(code))
    }
    #expect(BaseCode.codes(ofLetters: "ACGTU") == [0, 1, 2, 3, 3])
  }

  @Test func allOtherBytesAreNoBases() {
    let letters = Self.sets.map { String($0.0) }.joined()
    let accepted = Set((letters + letters.lowercased()).utf8)
    for byte in UInt8.min...UInt8.max {
      #expect((BaseCode.code(ofLetter: byte) != nil) == accepted.contains(byte))
    }
  }

  @Test func lettersComeBackWithTheirCase() throws {
    let text = "ACGTNRYSWKMBDHV-acgtnryswkmbdhv"
    #expect(BaseCode.text(of: try #require(BaseCode.codes(ofLetters: text))) == text)
  }

  @Test func complementSwapsTheBasesOfEverySet() throws {
    for code in 0..<16 as Range<UInt8> {
      let set = BaseCode.baseSet(of: code)
      let swapped = (set & 1) << 3 | (set & 2) << 1 | (set & 4) >> 1 | (set & 8) >> 3
      #expect(BaseCode.baseSet(of: BaseCode.complement(of: code)) == swapped)
    }
  }

  @Test func reverseComplementIsAnInvolution() throws {
    let codes = (0..<16).map(UInt8.init) + (0..<15).map { UInt8($0) | BaseCode.softMaskBit }
    let reversed = BaseCode.reverseComplement(of: codes)
    #expect(reversed != codes)
    #expect(BaseCode.reverseComplement(of: reversed) == codes)
    let text = try #require(BaseCode.codes(ofLetters: "AACgtR"))
    #expect(BaseCode.text(of: BaseCode.reverseComplement(of: text)) == "YacGTT")
  }
}
