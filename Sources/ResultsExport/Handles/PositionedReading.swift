#if canImport(Glibc)
  internal import Glibc
#endif

/// Up to `count` bytes of an open file from `offset` on; fewer than are there only near the end, none at it.
func bytes(of descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
  while true {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // In bounds: the buffer has room for `count` bytes.
      let read = unsafe pread(descriptor, buffer.baseAddress, count, off_t(offset))
      if read < 0 { code = errno }
      initialized = max(0, read)
    }
    if code == 0 { return bytes }
    if code != EINTR { throw SystemError(code: code) }
  }
}
