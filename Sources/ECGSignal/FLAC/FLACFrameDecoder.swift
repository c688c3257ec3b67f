/// Decodes single frames of a FLAC stream (RFC 9639, section 9).
struct FLACFrameDecoder {
  /// What a frame holds.
  struct Frame: Sendable {
    /// The samples of each channel, all of one length.
    var channels: [[Int32]]
    /// The index of the byte after the frame.
    var end: Int
  }

  let info: FLACStreamInfo

  /// Decodes the frame that starts at byte `start` of `bytes`; `nil` when it is damaged.
  func decode(_ bytes: [UInt8], at start: Int) -> Frame? {
    var reader = FLACBitReader(bytes, at: start)
    guard let header = header(&reader, bytes, start) else { return nil }
    var channels: [[Int]] = []
    for channel in 0..<header.channelCount {
      let isSide =
        switch header.assignment {
        case 8, 10: channel == 1
        case 9: channel == 0
        default: false
        }
      guard
        let samples = subframe(
          &reader, count: header.blockSize, bits: header.bits + (isSide ? 1 : 0))
      else { return nil }
      channels.append(samples)
    }
    reader.align()
    let end = reader.byteOffset
    let sum = reader.bits(16)
    guard !reader.isExhausted, sum == UInt32(FLACChecksum.crc16(bytes[start..<end])) else {
      return nil
    }
    joinStereo(&channels, header.assignment)
    return Frame(
      channels: channels.map { $0.map { Int32(truncatingIfNeeded: $0) } }, end: end + 2)
  }

  private struct Header {
    var blockSize: Int
    var assignment: Int
    var bits: Int
    var channelCount: Int { assignment < 8 ? assignment + 1 : 2 }
  }

  private func header(
    _ reader: inout FLACBitReader, _ bytes: [UInt8], _ start: Int
  ) -> Header? {
    guard reader.bits(15) == 0x7FFC else { return nil }
    _ = reader.bits(1)
    let sizeCode = Int(reader.bits(4))
    let rateCode = Int(reader.bits(4))
    let assignment = Int(reader.bits(4))
    let bitsCode = Int(reader.bits(3))
    guard reader.bits(1) == 0, assignment <= 10 else { return nil }
    var extra = 0
    var lead = reader.bits(8)
    while lead & 0x80 != 0 {
      lead = lead << 1 & 0xFF
      extra += 1
    }
    for _ in 0..<max(extra - 1, 0) { _ = reader.bits(8) }
    let blockSize: Int
    switch sizeCode {
    case 0: return nil
    case 1: blockSize = 192
    case 2...5: blockSize = 576 << (sizeCode - 2)
    case 6: blockSize = Int(reader.bits(8)) + 1
    case 7: blockSize = Int(reader.bits(16)) + 1
    default: blockSize = 256 << (sizeCode - 8)
    }
    switch rateCode {
    case 12: _ = reader.bits(8)
    case 13, 14: _ = reader.bits(16)
    case 15: return nil
    default: break
    }
    let bits = [info.bitsPerSample, 8, 12, 0, 16, 20, 24, 32][bitsCode]
    let end = reader.byteOffset
    let sum = reader.bits(8)
    let header = Header(blockSize: blockSize, assignment: assignment, bits: bits)
    guard !reader.isExhausted, bits == info.bitsPerSample,
      header.channelCount == info.channelCount,
      sum == UInt32(FLACChecksum.crc8(bytes[start..<end]))
    else { return nil }
    return header
  }

  private func subframe(_ reader: inout FLACBitReader, count: Int, bits: Int) -> [Int]? {
    guard reader.bits(1) == 0 else { return nil }
    let type = Int(reader.bits(6))
    let wasted = reader.bits(1) == 1 ? reader.unary() + 1 : 0
    let bits = bits - wasted
    guard bits > 0, !reader.isExhausted else { return nil }
    var samples: [Int]
    switch type {
    case 0:
      samples = Array(repeating: reader.signed(bits), count: count)
    case 1:
      samples = []
      samples.reserveCapacity(count)
      for _ in 0..<count { samples.append(reader.signed(bits)) }
    case 8...12:
      let coefficients = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]][type - 8]
      guard let predicted = predicted(&reader, coefficients, shift: 0, bits: bits, count: count)
      else { return nil }
      samples = predicted
    case 32...63:
      guard let predicted = linearlyPredicted(&reader, order: type - 31, bits: bits, count: count)
      else { return nil }
      samples = predicted
    default:
      return nil
    }
    if wasted > 0 { for index in samples.indices { samples[index] <<= wasted } }
    return samples
  }

  private func linearlyPredicted(
    _ reader: inout FLACBitReader, order: Int, bits: Int, count: Int
  ) -> [Int]? {
    guard order <= count else { return nil }
    var warmUp: [Int] = []
    for _ in 0..<order { warmUp.append(reader.signed(bits)) }
    let precision = Int(reader.bits(4)) + 1
    let shift = reader.signed(5)
    guard precision < 16, shift >= 0 else { return nil }
    var coefficients: [Int] = []
    for _ in 0..<order { coefficients.append(reader.signed(precision)) }
    return FLACResidual.decode(
      &reader, warmUp: warmUp, coefficients: coefficients, shift: shift, count: count)
  }

  private func predicted(
    _ reader: inout FLACBitReader, _ coefficients: [Int], shift: Int, bits: Int, count: Int
  ) -> [Int]? {
    guard coefficients.count <= count else { return nil }
    var warmUp: [Int] = []
    for _ in coefficients { warmUp.append(reader.signed(bits)) }
    return FLACResidual.decode(
      &reader, warmUp: warmUp, coefficients: coefficients, shift: shift, count: count)
  }

  private func joinStereo(_ channels: inout [[Int]], _ assignment: Int) {
    guard assignment >= 8 else { return }
    for index in channels[0].indices {
      let first = channels[0][index]
      let second = channels[1][index]
      switch assignment {
      case 8: channels[1][index] = first &- second
      case 9: channels[0][index] = first &+ second
      default:
        let middle = first << 1 | (second & 1)
        channels[0][index] = (middle &+ second) >> 1
        channels[1][index] = (middle &- second) >> 1
      }
    }
  }
}
