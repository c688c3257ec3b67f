internal import CZlib

/// A raw deflate stream (RFC 1951) for one block at a time.
@safe struct ZlibDeflater: ~Copyable {
  // On the heap: zlib keeps the address of the stream in its state.
  private let stream: UnsafeMutablePointer<z_stream>

  init(level: Int32) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // Negative window bits ask for a raw stream; 8 is zlib's default memory level.
    let status = unsafe czlib_deflate_init(stream, level, -15, 8)
    precondition(status == Z_OK, "zlib cannot start: status \(status)")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Compresses a range of `input` as one complete stream into `output` from `offset`; the number of
  /// bytes written, or nil if they do not fit.
  func compress(_ input: [UInt8], count: Int, into output: inout [UInt8], at offset: Int) -> Int? {
    precondition(count <= input.count && offset <= output.count, "ranges out of bounds")
    let room = output.count - offset
    let status = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { destination in
        unsafe deflateReset(stream)
        // zlib only reads through next_in; in bounds by the precondition above.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(count)
        unsafe stream.pointee.next_out = destination.baseAddress.map { unsafe $0 + offset }
        unsafe stream.pointee.avail_out = UInt32(room)
        return unsafe deflate(stream, Z_FINISH)
      }
    }
    return status == Z_STREAM_END ? room - Int(unsafe stream.pointee.avail_out) : nil
  }

  /// The CRC-32 of the first `count` bytes.
  static func checksum(_ bytes: [UInt8], count: Int) -> UInt32 {
    precondition(count <= bytes.count, "\(count) bytes of \(bytes.count)")
    return unsafe bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: unsafe crc32(0, $0.baseAddress, UInt32(count)))
    }
  }
}
