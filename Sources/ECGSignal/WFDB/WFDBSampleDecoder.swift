/// Unpacks the samples of the formats that store every sample in a fixed number of bits.
enum WFDBSampleDecoder {
  /// Decodes samples `first..<first + count` of the file from `bytes`, which start at the unit that
  /// holds sample `first`. Values are the stored ones: invalid samples are not replaced.
  ///
  /// Format 8 gives the differences themselves.
  static func decode(_ bytes: [UInt8], format: WFDBFormat, first: Int, count: Int) -> [Int32] {
    let unit = format.unit
    precondition(
      format.sampleCount(inBytes: bytes.count) >= first % unit.samples + count,
      "\(bytes.count) bytes of format \(format.rawValue) for \(count) samples")
    var samples: [Int32] = []
    samples.reserveCapacity(count)
    switch format {
    case .null, .flac8, .flac16, .flac24:
      preconditionFailure("format \(format.rawValue) is not stored in fixed bits")
    case .differences8:
      for index in 0..<count { samples.append(Int32(Int8(bitPattern: bytes[index]))) }
    case .offset8:
      for index in 0..<count { samples.append(Int32(bytes[index]) - 128) }
    case .binary16:
      for index in 0..<count { samples.append(Int32(word(bytes, 2 * index))) }
    case .swapped16:
      for index in 0..<count { samples.append(Int32(word(bytes, 2 * index).byteSwapped)) }
    case .offset16:
      for index in 0..<count {
        samples.append(Int32(UInt16(bitPattern: word(bytes, 2 * index))) - 32768)
      }
    case .binary24:
      for index in 0..<count {
        let low = UInt32(UInt16(bitPattern: word(bytes, 3 * index)))
        samples.append(signExtend(low | UInt32(bytes[3 * index + 2]) << 16, bits: 24))
      }
    case .binary32:
      for index in 0..<count {
        let low = UInt32(UInt16(bitPattern: word(bytes, 4 * index)))
        let high = UInt32(UInt16(bitPattern: word(bytes, 4 * index + 2)))
        samples.append(Int32(bitPattern: low | high << 16))
      }
    case .packed12:
      for sample in first % 2..<first % 2 + count {
        let base = sample / 2 * 3
        let middle = UInt32(bytes[base + 1])
        let value =
          sample % 2 == 0
          ? UInt32(bytes[base]) | (middle & 0x0F) << 8
          : UInt32(bytes[base + 2]) | (middle & 0xF0) << 4
        samples.append(signExtend(value, bits: 12))
      }
    case .packed10Three:
      for sample in first % 3..<first % 3 + count { samples.append(packed10Three(bytes, sample)) }
    case .packed10Aligned:
      for sample in first % 3..<first % 3 + count { samples.append(packed10Aligned(bytes, sample)) }
    }
    return samples
  }

  /// Format 310: two little-endian words, each with 10 bits above its lowest one; the third sample
  /// is made of the five bits left in each.
  private static func packed10Three(_ bytes: [UInt8], _ sample: Int) -> Int32 {
    let base = sample / 3 * 4
    let value: UInt32
    switch sample % 3 {
    case 0: value = UInt32(bytes[base] >> 1) | UInt32(bytes[base + 1] & 0x07) << 7
    case 1: value = UInt32(bytes[base + 2] >> 1) | UInt32(bytes[base + 3] & 0x07) << 7
    default: value = UInt32(bytes[base + 1] >> 3) | UInt32(bytes[base + 3] >> 3) << 5
    }
    return signExtend(value, bits: 10)
  }

  /// Format 311: three samples in the lowest 30 bits of a little-endian 32-bit word.
  private static func packed10Aligned(_ bytes: [UInt8], _ sample: Int) -> Int32 {
    let base = sample / 3 * 4
    let value: UInt32
    switch sample % 3 {
    case 0: value = UInt32(bytes[base]) | UInt32(bytes[base + 1] & 0x03) << 8
    case 1: value = UInt32(bytes[base + 1] >> 2) | UInt32(bytes[base + 2] & 0x0F) << 6
    default: value = UInt32(bytes[base + 2] >> 4) | UInt32(bytes[base + 3] & 0x3F) << 4
    }
    return signExtend(value, bits: 10)
  }

  @inline(__always)
  private static func word(_ bytes: [UInt8], _ index: Int) -> Int16 {
    Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
  }

  @inline(__always)
  private static func signExtend(_ value: UInt32, bits: Int32) -> Int32 {
    Int32(bitPattern: value << (32 - UInt32(bits))) >> (32 - bits)
  }
}
