/// The inner loop of all sequence reading: letters to codes.
@safe
struct BaseEncoding {
  /// How far a run of bases went.
  struct Run {
    /// Bytes of the source consumed.
    var used = 0
    /// Bases encoded; the rest of the bytes are line feeds.
    var bases = 0
    var lineFeeds: Int { used - bases }
  }

  private let codeByLetter = BaseCode.codeByLetter

  /// Encodes `source[range]` to `destination[offset...]` and goes on over line feeds that a base
  /// follows, up to the first other byte that is no base, the end of the range or of the destination.
  func encode(
    _ source: [UInt8], _ range: Range<Int>, into destination: inout [UInt8], at offset: Int
  ) -> Run {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= source.count && 0 <= offset
        && offset <= destination.count && codeByLetter.count == 256,
      "bytes \(range) of \(source.count) go to \(offset) of \(destination.count)")
    return unsafe source.withUnsafeBufferPointer { source in
      unsafe codeByLetter.withUnsafeBufferPointer { table in
        unsafe destination.withUnsafeMutableBufferPointer { destination in
          guard let input = source.baseAddress, let output = destination.baseAddress,
            let table = table.baseAddress
          else { return Run() }
          let room = destination.count - offset
          return unsafe Self.encode(
            input + range.lowerBound, range.count, to: output + offset, room: room, table)
        }
      }
    }
  }

  /// Every index is checked against `count` or `room` where it is made; a byte indexes a table of 256.
  private static func encode(
    _ input: UnsafePointer<UInt8>, _ count: Int, to output: UnsafeMutablePointer<UInt8>, room: Int,
    _ table: UnsafePointer<UInt8>
  ) -> Run {
    var run = Run()
    while true {
      while run.used + Word.letters <= count, run.bases + Word.letters <= room {
        let letters = unsafe UnsafeRawPointer(input + run.used).loadUnaligned(as: UInt64.self)
        guard let codes = Word.codes(ofUsual: letters) else { break }
        unsafe UnsafeMutableRawPointer(output + run.bases).storeBytes(of: codes, as: UInt64.self)
        run.used += Word.letters
        run.bases += Word.letters
      }
      while run.used < count, run.bases < room {
        let code = unsafe table[Int(input[run.used])]
        if code == BaseCode.invalid { break }
        unsafe output[run.bases] = code
        run.used += 1
        run.bases += 1
      }
      guard run.bases < room, run.used + 1 < count,
        unsafe input[run.used] == UInt8(ascii: "\n"),
        unsafe table[Int(input[run.used + 1])] != BaseCode.invalid
      else { return run }
      run.used += 1
    }
  }

  /// Eight letters in a word, worked on together.
  private enum Word {
    static let letters = 8
    /// A one in each byte.
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The codes of letters that are all of A, C, G and T, in either case, or all N; else nil.
    static func codes(ofUsual letters: UInt64) -> UInt64? {
      let upper = letters & (0xDF * ones)
      let masks = (letters & (0x20 * ones)) >> 1
      // Bits 1 and 2 of A, C, T, G count 0 to 3.
      let low = (upper >> 1) & ones
      let high = (upper >> 2) & ones
      // What A, C, T and G differ in from 0x41 by those two bits: 0, 0x02, 0x15, 0x06.
      let isT = high & ~low
      let expected = (0x41 * ones) ^ (low << 1) ^ (high << 2) ^ isT ^ (isT << 4)
      if upper == expected { return (high << 1) | (low ^ high) | masks }
      return upper == UInt64(UInt8(ascii: "N")) * ones ? UInt64(BaseCode.n) * ones | masks : nil
    }
  }
}
