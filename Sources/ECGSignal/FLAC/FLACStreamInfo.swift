/// The STREAMINFO block of a FLAC file (RFC 9639, section 8.2).
struct FLACStreamInfo: Sendable, Equatable {
  var channelCount: Int
  var bitsPerSample: Int
  /// Samples of each channel.
  var sampleCount: Int
  /// Where the first frame starts, in bytes.
  var firstFrame: Int

  /// Reads the metadata blocks of `file`; throws `malformedSignal`.
  init(_ file: ByteFile) throws(ECGSignalError) {
    guard file.bytes(0..<4) == Array("fLaC".utf8) else {
      throw .malformedSignal(path: file.path, problem: "it is not a FLAC file")
    }
    var offset = 4
    var info: FLACBitReader?
    var isLast = false
    while !isLast {
      let header = file.bytes(offset..<offset + 4)
      guard header.count == 4 else {
        throw .malformedSignal(path: file.path, problem: "its metadata ends early")
      }
      isLast = header[0] & 0x80 != 0
      let length = Int(header[1]) << 16 | Int(header[2]) << 8 | Int(header[3])
      if header[0] & 0x7F == 0, info == nil, length >= 34 {
        info = FLACBitReader(file.bytes(offset + 4..<offset + 4 + length), at: 10)
      }
      offset += 4 + length
    }
    guard var info else {
      throw .malformedSignal(path: file.path, problem: "it has no stream information")
    }
    _ = info.bits(20)
    channelCount = Int(info.bits(3)) + 1
    bitsPerSample = Int(info.bits(5)) + 1
    sampleCount = Int(info.bits(4)) << 32 | Int(info.bits(32))
    firstFrame = offset
    guard !info.isExhausted, offset <= file.count else {
      throw .malformedSignal(path: file.path, problem: "its metadata ends early")
    }
    guard sampleCount > 0 else {
      throw .malformedSignal(path: file.path, problem: "it does not say how long it is")
    }
  }
}
