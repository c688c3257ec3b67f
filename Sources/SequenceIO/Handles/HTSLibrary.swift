internal import CHTSlib
internal import Glibc

/// What holds for the whole of htslib in this process.
enum HTSLibrary {
  /// Makes htslib silent (failures become errors of ours) and keeps it off the network. Every handle
  /// touches this before its first call.
  static let isPrepared: Bool = {
    hts_set_log_level(HTS_LOG_OFF)
    // Without REF_PATH, htslib asks a server for the references of CRAM files.
    let referencePath = unsafe getenv("REF_PATH").map { unsafe String(cString: $0) } ?? ""
    if referencePath.isEmpty || referencePath.contains("://") {
      unsafe setenv("REF_PATH", "none", 1)
    }
    return true
  }()

  /// The path in a form that htslib never takes for a URL.
  static func localPath(_ path: String) -> String {
    path == "-" || path.hasPrefix("/") ? path : "./" + path
  }

  /// The operating system's text for the last error, lower case as our messages are.
  static func systemReason(_ number: Int32 = errno) -> String {
    unsafe String(cString: strerror(number)).lowercased()
  }
}
