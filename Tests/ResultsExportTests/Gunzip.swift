import CZlib
import Testing

/// A BGZF file taken apart by a reader that shares no code with the writer.
struct UnpackedBlocks {
  /// All text.
  var text: [UInt8] = []
  /// Where each block starts, in the file and in the text.
  var starts: [(compressed: Int, text: Int)] = []

  /// Reads members one by one by the sizes they state, and checks each checksum.
  init(_ bytes: [UInt8]) throws {
    var offset = 0
    while offset < bytes.count {
      try #require(Array(bytes[offset..<offset + 4]) == [0x1F, 0x8B, 8, 4])
      try #require(bytes[offset + 12] == 0x42 && bytes[offset + 13] == 0x43)
      let size = Int(bytes[offset + 16]) + Int(bytes[offset + 17]) << 8 + 1
      starts.append((offset, text.count))
      let block = try Self.inflate(Array(bytes[offset..<offset + size]))
      try #require(block.count <= 1 << 16)
      text += block
      offset += size
    }
    try #require(offset == bytes.count)
  }

  /// The text's position a virtual offset stands for.
  func position(of virtualOffset: UInt64) throws -> Int {
    let start = try #require(starts.first { $0.compressed == Int(virtualOffset >> 16) })
    return start.text + Int(virtualOffset & 0xFFFF)
  }

  /// One gzip member; zlib verifies its checksum and length.
  private static func inflate(_ member: [UInt8]) throws -> [UInt8] {
    var output = [UInt8](repeating: 0, count: 1 << 17)
    var input = member
    let room = output.count
    let (status, left, rest) = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { destination in
        var stream = z_stream()
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = destination.baseAddress
        stream.avail_out = UInt32(room)
        _ = czlib_inflate_init(&stream, 31)
        let status = CZlib.inflate(&stream, Z_FINISH)
        inflateEnd(&stream)
        return (status, Int(stream.avail_out), stream.avail_in)
      }
    }
    try #require(status == Z_STREAM_END && rest == 0)
    return Array(output.prefix(room - left))
  }
}
