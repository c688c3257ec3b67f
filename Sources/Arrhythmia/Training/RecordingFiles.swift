internal import RecurrentCore

/// The files of recordings and their hashes.
struct RecordingFiles: Sendable {
  /// One for each file, as `sha256sum` writes it: the hash, two spaces, the name without folders.
  private var lines: [(name: String, hash: String)] = []
  private(set) var recordings = 0

  init() {}

  /// The files of one recording, read to their ends.
  ///
  /// - Throws: `RecurrentCoreError.cannotReadSource`.
  init(_ paths: [String]) throws {
    recordings = 1
    for path in paths {
      let file = try ModelProvenance.Source(file: path)
      lines.append((file.name, file.sha256))
    }
  }

  mutating func add(_ other: RecordingFiles) {
    lines += other.lines
    recordings += other.recordings
  }

  /// All files as one source of a model: the SHA-256 of the lines in the order of the names' bytes.
  ///
  /// The same as `sha256sum FILE... | LC_ALL=C sort -k2 | sha256sum` in their folder.
  var source: ModelProvenance.Source {
    let sorted = lines.sorted {
      ($0.name == $1.name)
        ? $0.hash < $1.hash : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    let text = sorted.map { "\($0.hash)  \($0.name)\n" }.joined()
    return ModelProvenance.Source(
      name: "sha256sum of \(lines.count) files of \(recordings) recordings",
      sha256: SHA256.hexadecimal(of: Array(text.utf8)))
  }
}
