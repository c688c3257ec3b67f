/// The lines of a text file, plain, gzip or BGZF, one at a time.
package final class TextLines {
  /// The path given; `-` is standard input.
  package let path: String
  /// The line `next()` returned last, counted from 1.
  package private(set) var lineNumber = 0
  private var stream: ByteStream
  /// Lines that were looked at and not yet taken.
  private var ahead: ArraySlice<String> = []

  /// Throws `cannotOpen` or what opening compressed data gave.
  package convenience init(path: String) throws(SequenceIOError) {
    self.init(ByteStream(try DecompressedFile(opening: path)))
  }

  init(_ stream: consuming ByteStream) {
    path = stream.path
    stream.skipByteOrderMark()
    self.stream = stream
  }

  /// The next line without its end (`\n` or `\r\n`), or nil after the last.
  ///
  /// Throws `malformed` for a line that is not UTF-8 or longer than 1 MiB, and read errors.
  package func next() throws(SequenceIOError) -> String? {
    let text = if let line = ahead.popFirst() { line } else { try readLine() }
    if text != nil { lineNumber += 1 }
    return text
  }

  /// The first line from here that fulfils a condition, or nil; `next()` still returns it, and those
  /// before it.
  ///
  /// Throws as `next()`.
  package func peek(where isWanted: (String) -> Bool) throws(SequenceIOError) -> String? {
    if let line = ahead.first(where: isWanted) { return line }
    while let line = try readLine() {
      ahead.append(line)
      if isWanted(line) { return line }
    }
    return nil
  }

  private func readLine() throws(SequenceIOError) -> String? {
    guard stream.fill() else {
      if let failure = stream.failure { throw failure }
      return nil
    }
    guard let bytes = stream.takeLine() else {
      throw malformed("the line is longer than 1 MiB")
    }
    if let failure = stream.failure { throw failure }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("the line is not UTF-8 text")
    }
    return text
  }

  private func malformed(_ problem: String) -> SequenceIOError {
    .malformed(
      path: path, line: lineNumber + ahead.count + 1, problem: problem,
      remedy: "give a text file")
  }
}
