#if canImport(Glibc)
  internal import Glibc
#endif

/// Up to `count` bytes of an open file from `offset` on; fewer than are there only near the end, none at it.
func bytes(of descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
  try unsafe bytes(count) { buffer in
    // In bounds: the buffer has room for `count` bytes.
    unsafe pread(descriptor, buffer, count, off_t(offset))
  }
}

/// Up to `count` bytes of an open file, pipe or device from where it stands; none at its end.
func nextBytes(of descriptor: Int32, count: Int) throws(SystemError) -> [UInt8] {
  try unsafe bytes(count) { buffer in
    // In bounds: the buffer has room for `count` bytes.
    unsafe read(descriptor, buffer, count)
  }
}

/// What a call of the system puts into room for `count` bytes; called again where a signal came between.
private func bytes(
  _ count: Int, _ call: (UnsafeMutablePointer<UInt8>?) -> Int
) throws(SystemError) -> [UInt8] {
  while true {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let read = unsafe call(buffer.baseAddress)
      if read < 0 { code = errno }
      initialized = max(0, read)
    }
    if code == 0 { return bytes }
    if code != EINTR { throw SystemError(code: code) }
  }
}
