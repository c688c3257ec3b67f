/// One base of a nucleic acid in one byte.
///
/// Bits 0-3 are the symbol: A 0, C 1, G 2, T (and U) 3, N 4, then the other IUPAC ambiguity codes
/// and the gap. Bit 4 is set where the letter was lower case (soft-masked). So the four bases of
/// unmasked sequence index tables directly, and `code & 0x0F >= 4` means "not one known base".
package enum BaseCode {
  package static let a: UInt8 = 0
  package static let c: UInt8 = 1
  package static let g: UInt8 = 2
  package static let t: UInt8 = 3
  /// Any base.
  package static let n: UInt8 = 4
  /// `-`, `*` or `.`: no base at all.
  package static let gap: UInt8 = 15

  /// The bits that hold the symbol.
  package static let symbolBits: UInt8 = 0x0F
  /// The bit set for lower-case letters.
  package static let softMaskBit: UInt8 = 0x10
  /// What the letter table holds for bytes that are no base.
  package static let invalid: UInt8 = 0x80

  /// Letters by symbol, IUPAC (Cornish-Bowden 1985).
  private static let letters: [UInt8] = Array("ACGTNRYSWKMBDHV-".utf8)
  /// Bases a symbol may stand for: bit 0 A, bit 1 C, bit 2 G, bit 3 T.
  private static let baseSets: [UInt8] = [
    1, 2, 4, 8, 15, 5, 10, 6, 9, 12, 3, 14, 13, 11, 7, 0,
  ]
  /// Complements by symbol.
  private static let complements: [UInt8] = [
    3, 2, 1, 0, 4, 6, 5, 7, 8, 10, 9, 14, 13, 12, 11, 15,
  ]

  /// Complement of each code, mask kept; one look-up a base for whole sequences.
  private static let complementByCode: [UInt8] = (0...UInt8.max).map(complement(of:))

  /// Code by ASCII letter; `invalid` where the byte is no base. `X` reads as N, as masking programs
  /// write it.
  package static let codeByLetter: [UInt8] = {
    var table = [UInt8](repeating: invalid, count: 256)
    for (symbol, letter) in letters.enumerated() where letter != UInt8(ascii: "-") {
      table[Int(letter)] = UInt8(symbol)
      table[Int(letter | 0x20)] = UInt8(symbol) | softMaskBit
    }
    for (letter, symbol) in [("U", t), ("X", n)] as [(Unicode.Scalar, UInt8)] {
      table[Int(letter.value)] = symbol
      table[Int(letter.value | 0x20)] = symbol | softMaskBit
    }
    for letter in "-*.".utf8 { table[Int(letter)] = gap }
    return table
  }()

  /// The code of an ASCII letter, or nil if it is no base.
  package static func code(ofLetter letter: UInt8) -> UInt8? {
    let code = codeByLetter[Int(letter)]
    return code == invalid ? nil : code
  }

  /// The ASCII letter of a code, lower case where soft-masked.
  package static func letter(of code: UInt8) -> UInt8 {
    let letter = letters[Int(code & symbolBits)]
    let isLowerCase = code & softMaskBit != 0 && code & symbolBits != gap
    return isLowerCase ? letter | 0x20 : letter
  }

  /// Whether the code is anything but one of A, C, G, T.
  package static func isAmbiguous(_ code: UInt8) -> Bool { code & symbolBits > t }

  /// How many codes are anything but one of A, C, G, T.
  package static func ambiguousCount(_ codes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for code in codes { count &+= isAmbiguous(code) ? 1 : 0 }
    return count
  }

  package static func isSoftMasked(_ code: UInt8) -> Bool { code & softMaskBit != 0 }

  /// The bases a code may stand for: bit 0 A, bit 1 C, bit 2 G, bit 3 T; none for a gap.
  package static func baseSet(of code: UInt8) -> UInt8 { baseSets[Int(code & symbolBits)] }

  /// The code of the base that pairs with this one; the soft mask stays.
  package static func complement(of code: UInt8) -> UInt8 {
    complements[Int(code & symbolBits)] | (code & softMaskBit)
  }

  /// The other strand read in its own direction. Applying it twice gives the same codes.
  package static func reverseComplement(of codes: [UInt8]) -> [UInt8] {
    let table = complementByCode
    var result = codes
    let last = codes.count - 1
    for index in codes.indices { result[index] = table[Int(codes[last - index])] }
    return result
  }

  /// Codes of a text of letters, or nil if one is no base.
  package static func codes(ofLetters text: String) -> [UInt8]? {
    var codes: [UInt8] = []
    codes.reserveCapacity(text.utf8.count)
    for letter in text.utf8 {
      guard let code = code(ofLetter: letter) else { return nil }
      codes.append(code)
    }
    return codes
  }

  /// The letters of some codes.
  package static func text(of codes: some Sequence<UInt8>) -> String {
    String(decoding: codes.map(letter(of:)), as: UTF8.self)
  }
}
