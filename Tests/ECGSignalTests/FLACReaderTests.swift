import Testing

@testable import ECGSignal

/// Writes FLAC streams of verbatim frames, which need no encoder; files of libFLAC are checked by
/// `scripts/check-wfdb-conformance`.
@Suite struct FLACReaderTests {
  private func stream(_ channels: [[Int]], bits: Int, block: Int, constant: Bool = false) -> [UInt8]
  {
    let count = channels[0].count
    var info: [UInt8] = [0, 16, 0, 16] + [UInt8](repeating: 0, count: 6)
    let packed = 96 << 44 | (channels.count - 1) << 41 | (bits - 1) << 36 | count
    info += (0..<8).reversed().map { UInt8(truncatingIfNeeded: packed >> (8 * $0)) }
    info += [UInt8](repeating: 0, count: 16)
    var bytes = Array("fLaC".utf8) + [0x80, 0, 0, 34] + info
    for (number, start) in stride(from: 0, to: count, by: block).enumerated() {
      let size = min(block, count - start)
      var frame: [UInt8] = [
        0xFF, 0xF8, 0x70, UInt8(channels.count - 1) << 4, UInt8(number), UInt8((size - 1) >> 8),
        UInt8((size - 1) & 0xFF),
      ]
      frame.append(FLACChecksum.crc8(frame[...]))
      for channel in channels {
        frame.append(constant ? 0 : 2)
        for index in 0..<(constant ? 1 : size) {
          frame += (0..<bits / 8).reversed().map {
            UInt8(truncatingIfNeeded: channel[start + index] >> (8 * $0))
          }
        }
      }
      let sum = FLACChecksum.crc16(frame[...])
      bytes += frame + [UInt8(sum >> 8), UInt8(sum & 0xFF)]
    }
    return bytes
  }

  private func record(_ folder: RecordFolder, _ channels: [[Int]], bits: Int) throws -> String {
    try folder.file("r.dat", stream(channels, bits: bits, block: 16))
    let line = "r.dat \(500 + bits) 1"
    return try folder.header(
      "r", ["r \(channels.count) 250 \(channels[0].count)"] + channels.map { _ in line })
  }

  @Test(arguments: [8, 16, 24])
  func everyRangeEqualsThatPartOfTheWhole(bits: Int) throws {
    let folder = try RecordFolder()
    let limit = 1 << (bits - 1) - 1
    let channels = [noise(50, -limit...limit), noise(50, -limit...limit).reversed()]
    var reader = try RecordingReader(path: try record(folder, channels, bits: bits))
    for range in [0..<50, 3..<5, 40..<50, 15..<17, 0..<1, 20..<49, 50..<50] {
      let blocks = try reader.read(frames: range, signals: [1, 0])
      #expect(blocks[0].digital(in: nil) == channels[1][range].map { Int32($0) })
      #expect(blocks[1].digital(in: nil) == channels[0][range].map { Int32($0) })
    }
  }

  @Test func constantFramesAreExpanded() throws {
    let folder = try RecordFolder()
    let channel = [Int](repeating: -7, count: 40)
    try folder.file("r.dat", stream([channel], bits: 16, block: 16, constant: true))
    let path = try folder.header("r", ["r 1 250 40", "r.dat 516 1"])
    #expect(try ECGRecording(path: path).leads[0].digital == channel.map { Int32($0) })
  }

  @Test func aDamagedByteIsFoundByTheFramesChecksum() throws {
    let folder = try RecordFolder()
    let good = stream([noise(50, -99...99)], bits: 16, block: 16)
    let path = try folder.header("r", ["r 1 250 50", "r.dat 516 1"])
    for place in [4 + 4 + 34 + 12, good.count - 9] {
      var bytes = good
      bytes[place] ^= 4
      try folder.file("r.dat", bytes)
      #expect(throws: ECGSignalError.self) { try ECGRecording(path: path) }
    }
    for count in [0, 3, 6, 30, 42, 43, 60, good.count - 1] {
      try folder.file("r.dat", Array(good.prefix(count)))
      #expect(throws: ECGSignalError.self) { try ECGRecording(path: path) }
    }
  }

  @Test func noiseAfterTheHeaderNeverTraps() throws {
    let folder = try RecordFolder()
    let head = stream([[0]], bits: 16, block: 1).prefix(42)
    let path = try folder.header("r", ["r 1 250 1", "r.dat 516 1"])
    for seed in 0..<200 {
      let tail = noise(400, 0...255).map { UInt8(($0 * (seed + 1) + seed * 31) & 0xFF) }
      try folder.file("r.dat", head + [0xFF, 0xF8] + tail)
      #expect(throws: ECGSignalError.self) { try ECGRecording(path: path) }
    }
  }

  @Test func bitsAreReadAcrossBytes() {
    var reader = FLACBitReader([0b1010_0001, 0b1000_0000, 0xFF, 0xFE], at: 0)
    #expect(reader.bits(3) == 5 && reader.unary() == 4 && reader.signed(1) == -1)
    #expect(reader.unary() == 7 && !reader.isExhausted)
  }
}
