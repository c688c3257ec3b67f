/// The inner loop of all sequence reading: letters to codes.
@safe
struct BaseEncoding {
  private let codeByLetter = BaseCode.codeByLetter

  /// Encodes `source[range]` to `destination[offset...]` up to the first byte that is no base, the end
  /// of the range or of the destination, and returns how many bases were encoded.
  func encode(
    _ source: [UInt8], _ range: Range<Int>, into destination: inout [UInt8], at offset: Int
  ) -> Int {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= source.count && offset <= destination.count
        && codeByLetter.count == 256,
      "bytes \(range) of \(source.count) go to \(offset) of \(destination.count)")
    let room = min(range.count, destination.count - offset)
    // Indices stay below `room`, which the lines above bound by both arrays; a byte indexes a table of
    // 256.
    return unsafe source.withUnsafeBufferPointer { source in
      unsafe codeByLetter.withUnsafeBufferPointer { table in
        unsafe destination.withUnsafeMutableBufferPointer { destination in
          guard room > 0, let input = source.baseAddress, let output = destination.baseAddress,
            let table = table.baseAddress
          else { return 0 }
          let from = unsafe input + range.lowerBound
          let to = unsafe output + offset
          var index = 0
          while index < room {
            let code = unsafe table[Int(from[index])]
            if code == BaseCode.invalid { break }
            unsafe to[index] = code
            index += 1
          }
          return index
        }
      }
    }
  }
}
