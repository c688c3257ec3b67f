internal import UserFacing

/// Parses WFDB headers.
///
/// Accepts CRLF, trailing blanks, empty lines, comments anywhere and any tail of optional fields
/// left out. Refuses what cannot be meant: negative counts, numbers too large to be true, signals
/// that are declared but not described.
struct WFDBHeaderParser {
  private let path: String

  /// The largest header file that is read, in bytes.
  static let sizeLimit = 16 << 20
  /// The largest count (frames, bytes, segments) that is believed.
  static let countLimit = 1 << 40

  private struct Line {
    var number: Int
    var content: Substring
  }

  /// Reads the header file at `path`; throws `cannotOpen` and `malformedHeader`.
  static func read(_ path: String) throws(ECGSignalError) -> WFDBHeader {
    try parse(try ByteFile.text(path: path, limit: sizeLimit), path: path)
  }

  /// Parses the bytes of a header; `path` is used in errors.
  static func parse(_ bytes: [UInt8], path: String) throws(ECGSignalError) -> WFDBHeader {
    try WFDBHeaderParser(path: path).parse(text: HeaderText.decode(bytes))
  }

  private func parse(text: String) throws(ECGSignalError) -> WFDBHeader {
    var comments: [String] = []
    var lines: [Line] = []
    let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in all.enumerated() {
      let content = HeaderText.trimmed(line)
      if content.first == "#" {
        comments.append(String(HeaderText.trimmed(content.dropFirst())))
      } else if !content.isEmpty {
        lines.append(Line(number: index + 1, content: content))
      }
    }
    guard let first = lines.first else { throw malformed("there is no record line") }
    var (header, segmentCount) = try recordLine(first)
    header.comments = comments
    let rest = lines.dropFirst()
    if let segmentCount {
      guard rest.count == segmentCount else {
        throw malformed("\(segmentCount) segments are declared, \(rest.count) are listed")
      }
      header.segments = try segments(rest, of: &header)
    } else {
      guard rest.count == header.signalCount else {
        throw malformed("\(header.signalCount) signals are declared, \(rest.count) are described")
      }
      for line in rest {
        let parser = WFDBSignalLineParser(path: path, line: line.number)
        header.signals.append(try parser.parse(line.content))
      }
    }
    return header
  }

  /// `name[/segments] signals [frequency[/counter[(base)]] [frames [time [date]]]]`
  private func recordLine(_ line: Line) throws(ECGSignalError) -> (WFDBHeader, segments: Int?) {
    let fields = line.content.split(whereSeparator: \.isWhitespace)
    let nameParts = fields[0].split(separator: "/", omittingEmptySubsequences: false)
    guard nameParts.count <= 2, !nameParts[0].isEmpty else {
      throw malformed("the record name \(String(fields[0]).quoted) is not valid", line.number)
    }
    guard fields.count > 1 else {
      throw malformed("the record line has no number of signals", line.number)
    }
    var header = WFDBHeader(
      name: String(nameParts[0]),
      signalCount: try count(fields[1], "number of signals", line.number))
    var segmentCount: Int?
    if nameParts.count == 2 {
      segmentCount = try count(nameParts[1], "number of segments", line.number)
      guard segmentCount != 0 else { throw malformed("the record has 0 segments", line.number) }
    }
    if fields.count > 2 {
      let written = fields[2].prefix { $0 != "/" && $0 != "(" }
      guard let frequency = Double(written), frequency.isFinite, frequency > 0 else {
        throw malformed(
          "the sampling frequency \(String(written).quoted) is not valid", line.number)
      }
      header.frameFrequency = frequency
    }
    if fields.count > 3 {
      let frames = try count(fields[3], "number of samples", line.number)
      header.frameCount = frames == 0 ? nil : frames
    }
    if fields.count > 4 { header.start = fields[4...].joined(separator: " ") }
    return (header, segmentCount)
  }

  private func segments(
    _ lines: ArraySlice<Line>, of header: inout WFDBHeader
  ) throws(ECGSignalError) -> [WFDBHeader.Segment] {
    var segments: [WFDBHeader.Segment] = []
    var total = 0
    for line in lines {
      let fields = line.content.split(whereSeparator: \.isWhitespace)
      guard fields.count >= 2 else {
        throw malformed("a segment line needs a name and a length", line.number)
      }
      let frames = try count(fields[1], "length of the segment", line.number)
      guard frames > 0 || segments.isEmpty else {
        throw malformed("only the first segment may have length 0", line.number)
      }
      total += frames
      guard total <= Self.countLimit else {
        throw malformed("the segments are too long to be true", line.number)
      }
      segments.append(
        WFDBHeader.Segment(name: fields[0] == "~" ? nil : String(fields[0]), frameCount: frames))
    }
    if let declared = header.frameCount, declared != total {
      throw malformed("\(declared) samples are declared, the segments have \(total)")
    }
    header.frameCount = total
    return segments
  }

  private func count(
    _ text: Substring, _ what: String, _ line: Int
  ) throws(ECGSignalError) -> Int {
    guard let value = Int(text), (0...Self.countLimit).contains(value) else {
      throw malformed("the \(what) is \(String(text).quoted)", line)
    }
    return value
  }

  private func malformed(_ problem: String, _ line: Int? = nil) -> ECGSignalError {
    .malformedHeader(path: path, line: line, problem: problem)
  }
}
