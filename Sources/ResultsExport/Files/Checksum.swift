/// The CRC-32 of gzip (RFC 1952, section 8): finds torn writes, not forgeries.
package enum Checksum {
  /// As eight hexadecimal digits.
  package static func hexadecimal(of bytes: [UInt8]) -> String {
    let digits = String(ZlibDeflater.checksum(bytes, count: bytes.count), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
