internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// What the kernel says about this process.
package enum ProcessStatus {
  /// The most memory the process has held, in bytes; 0 when the kernel does not tell.
  package static var peakMemoryBytes: Int64 { bytes("VmHWM") }

  /// The memory the process holds now, in bytes; 0 when the kernel does not tell.
  package static var memoryBytes: Int64 { bytes("VmRSS") }

  private static func bytes(_ name: String) -> Int64 {
    guard let field = field(name, root: ""), let kibibytes = field.split(separator: " ").first
    else { return 0 }
    return (Int64(kibibytes) ?? 0) * 1024
  }

  /// Processor time of all threads, in seconds.
  package static var processorSeconds: Double {
    Double(clock()) / 1e6
  }

  /// A field of `/proc/self/status`, e.g. `VmHWM`.
  static func field(_ name: String, root: String) -> Substring? {
    guard let text = try? String(contentsOfFile: root + "/proc/self/status", encoding: .utf8)
    else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      return line.dropFirst(name.count + 1).drop { $0 == "\t" || $0 == " " }
    }
    return nil
  }
}
