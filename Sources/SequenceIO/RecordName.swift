internal import UserFacing

/// The name in a FASTA or FASTQ header.
enum RecordName {
  /// The header's text up to the first space or tab; what follows is a description.
  ///
  /// Throws `malformed` for an empty name, control characters and bytes that are not UTF-8.
  static func parse(
    _ header: some Sequence<UInt8>, path: String, line: Int
  ) throws(SequenceIOError) -> String {
    let bytes = header.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    guard let name = String(validating: Array(bytes), as: UTF8.self) else {
      throw .malformed(
        path: path, line: line, problem: "the sequence name is not UTF-8 text",
        remedy: "rename the sequence")
    }
    guard !name.isEmpty else {
      throw .malformed(
        path: path, line: line, problem: "the header has no sequence name",
        remedy: "write a name right after the \">\" or \"@\"")
    }
    guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw .malformed(
        path: path, line: line,
        problem: "the sequence name \(name.quoted) has control characters in it",
        remedy: "write lines that end in a line feed, and plain names")
    }
    return name
  }
}
