internal import CommandSupport
internal import FoundationEssentials

/// Guesses how many bases an input holds, for the progress bar alone.
enum InputSize {
  /// From the index if there is one, else from the size of an uncompressed file; nil if neither tells.
  static func bases(_ path: String) -> Int64? {
    guard path != "-" else { return nil }
    if let index = try? String(contentsOfFile: path + ".fai", encoding: .utf8) {
      let lengths = index.split(separator: "\n").compactMap { line in
        line.split(separator: "\t").dropFirst().first.flatMap { Int64($0) }
      }
      return lengths.reduce(0, +)
    }
    guard ["fa", "fasta", "fna"].contains(where: { path.hasSuffix("." + $0) }) else { return nil }
    return FileSize.bytes(ofFile: path)
  }
}
