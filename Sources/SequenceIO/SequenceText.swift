/// A text that holds sequences, opened once, so that it can be standard input.
package enum SequenceText {
  /// FASTA or FASTQ: the text begins with `>` or `@`.
  case records(SequenceReader)
  /// Anything else, taken for a table.
  case lines(TextLines)

  /// Opens a path, `-` as standard input, and looks at its first letter.
  ///
  /// Throws `cannotOpen`, `unknownFormat` for alignments, variants, indices and other binary data, or
  /// what reading the first bytes gave.
  package init(path: String) throws(SequenceIOError) {
    let raw = try RawFile(opening: path)
    let remedy = "give FASTA, FASTQ or a table of sequences here"
    try raw.refuseOtherThanText(remedy: remedy)
    var stream = ByteStream(try DecompressedFile(raw))
    stream.skipByteOrderMark()
    let first = stream.fill() ? stream.bytes[stream.available].first { !Self.isSpace($0) } : nil
    if first == UInt8(ascii: ">") || first == UInt8(ascii: "@") {
      self = .records(try SequenceReader(stream, options: .init()))
    } else {
      guard !stream.looksBinary else {
        throw .unknownFormat(path: path, problem: "the input is not text", remedy: remedy)
      }
      self = .lines(TextLines(stream))
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || ByteStream.isBlank(byte)
  }
}
