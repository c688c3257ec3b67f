internal import CHTSlib

/// An MD5 sum in the making (RFC 1321), as the SAM specification has it for references. Owns one
/// `hts_md5_context *`.
@safe
struct MD5Digest: ~Copyable {
  private let context: OpaquePointer

  /// Nil when memory is short.
  init?() {
    guard let context = unsafe hts_md5_init() else { return nil }
    unsafe self.context = unsafe context
  }

  deinit {
    unsafe hts_md5_destroy(context)
  }

  mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes {
      unsafe hts_md5_update(context, $0.baseAddress, UInt($0.count))
    }
  }

  /// Ends the message and gives its sum in lower-case hexadecimal.
  consuming func hexadecimal() -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    unsafe digest.withUnsafeMutableBufferPointer {
      unsafe hts_md5_final($0.baseAddress, context)
    }
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
