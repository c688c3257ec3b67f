internal import UserFacing

/// Reads a table of numbers: a row a sample, a column a lead, with or without a line of names.
///
/// Columns are parted by tabs, commas, semicolons or blanks, whichever the first line has, in this
/// order. Empty fields, `nan`, `NA` and `-` are missing samples; lines that start with `#` are
/// comments. The values are physical. Of several columns, one that holds the time or counts samples is no
/// lead in a voltage. A byte-order mark is passed over.
struct DelimitedTextSource: SignalSource {
  private(set) var description: RecordingDescription
  private var columns: [[Double]] = []

  /// The most values read from one file.
  static let valueLimit = 1 << 27

  /// Reads the table at `path`, of `samplingFrequency` hertz and values in `units`.
  ///
  /// Throws `cannotOpen`, `malformedText`, `tooLong`.
  init(path: String, samplingFrequency: Double, units: String) throws(ECGSignalError) {
    guard samplingFrequency.isFinite, samplingFrequency > 0 else {
      throw .unknownSamplingFrequency(path: path)
    }
    description = RecordingDescription(
      name: FolderBoundPath.stem(of: path), path: path, format: "delimited text",
      frameFrequency: samplingFrequency, frameCount: 0, signals: [])
    var names: [String]?
    var separator: UInt8?
    var hasHeading = false
    var commas = DecimalCommas()
    var lines = ByteLines(try ByteFile(path: path))
    while let line = lines.next() {
      guard !line.allSatisfy(Self.isBlank), line.first != UInt8(ascii: "#") else { continue }
      separator = separator ?? Self.separator(of: line)
      let fields = Self.fields(line, separator ?? UInt8(ascii: " "))
      if names == nil {
        let isHeading = fields.allSatisfy { Self.value($0) == nil || $0.isEmpty }
        names = fields.enumerated().map { index, field in
          isHeading && !field.isEmpty
            ? HeaderText.decode(Array(field)) : "signal \(index + 1)"
        }
        columns = Array(repeating: [], count: fields.count)
        hasHeading = isHeading
        if isHeading { continue }
      }
      guard fields.count == columns.count else {
        throw .malformedText(
          path: path, line: lines.number,
          problem: "\(fields.count) columns instead of \(columns.count)")
      }
      if !hasHeading, separator == UInt8(ascii: ",") { commas.take(fields) }
      for (index, field) in fields.enumerated() {
        guard let value = Self.value(field) else {
          throw .malformedText(
            path: path, line: lines.number,
            problem: "\(HeaderText.decode(Array(field)).quoted) is no number")
        }
        columns[index].append(value)
      }
      guard columns[0].count * columns.count <= Self.valueLimit else {
        throw .tooLong(path: path, samples: columns[0].count, limit: Self.valueLimit)
      }
    }
    guard let names else {
      throw .malformedText(path: path, line: 1, problem: "it holds no row")
    }
    guard !commas.areLikely else {
      throw .malformedText(
        path: path, line: 1,
        problem: "its numbers seem to have decimal commas; write points, or a "
          + "line of names if these are two leads")
    }
    description.frameCount = columns.first?.count ?? 0
    description.signals = names.enumerated().map { index, name in
      SignalDescription(
        name: name, units: timeUnits(ofColumn: index, hasHeading ? name : "") ?? units,
        storage: "text")
    }
  }

  /// The units of a column beside others that is no lead; nil for a lead.
  private func timeUnits(ofColumn index: Int, _ heading: String) -> String? {
    guard columns.count > 1 else { return nil }
    if let units = TimeColumn.units(heading: heading) { return units }
    return index == 0 && TimeColumn.rises(columns[0]) ? "samples" : nil
  }

  mutating func read(
    frames: Range<Int>, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock] {
    var blocks = emptyBlocks(signals)
    for (slot, signal) in signals.enumerated() {
      blocks[slot].pieces = [.physical(Array(columns[signal][frames]))]
    }
    return blocks
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  private static func separator(of line: ArraySlice<UInt8>) -> UInt8 {
    [UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: ";")].first(where: line.contains)
      ?? UInt8(ascii: " ")
  }

  private static func fields(
    _ line: ArraySlice<UInt8>, _ separator: UInt8
  ) -> [ArraySlice<UInt8>] {
    if separator == UInt8(ascii: " ") { return line.split(whereSeparator: isBlank) }
    return line.split(separator: separator, omittingEmptySubsequences: false).map { field in
      field.drop(while: isBlank).reversed().drop(while: isBlank).reversed()[...]
    }
  }

  /// The number in a field, NaN for a missing one; `nil` when it is no number.
  private static func value(_ field: ArraySlice<UInt8>) -> Double? {
    let text = String(decoding: field, as: UTF8.self)
    if ["", "-", "NA", "na", "NaN", "nan"].contains(text) { return .nan }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}

/// Tells numbers with decimal commas, which look like two columns of whole numbers, by fractions that begin
/// with 0 and by -0.
struct DecimalCommas {
  private var arePossible = true
  private var zeros = 0

  /// Whether all rows may be one number and some hardly anything else.
  var areLikely: Bool { arePossible && zeros > 0 }

  /// Takes a row.
  mutating func take(_ fields: [ArraySlice<UInt8>]) {
    guard arePossible else { return }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let minus = UInt8(ascii: "-")
    guard fields.count == 2, fields[1].allSatisfy(digits.contains), !fields[1].isEmpty,
      fields[0].allSatisfy({ digits.contains($0) || $0 == minus })
    else {
      arePossible = false
      return
    }
    let isMinusZero = fields[0].elementsEqual("-0".utf8)
    if isMinusZero || (fields[1].count > 1 && fields[1].first == digits.lowerBound) { zeros += 1 }
  }
}

/// The lines of a file, read in chunks.
struct ByteLines {
  private let file: ByteFile
  private var buffer: [UInt8] = []
  private var start = 0
  private var offset = 0
  /// The number of the last line given, from 1.
  private(set) var number = 0

  private static let chunk = 1 << 20

  init(_ file: ByteFile) {
    self.file = file
    if file.bytes(0..<3) == [0xEF, 0xBB, 0xBF] { offset = 3 }
  }

  /// The next line without its end, `nil` after the last.
  mutating func next() -> ArraySlice<UInt8>? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 10) {
        defer { start = end + 1 }
        number += 1
        return buffer[start..<end]
      }
      guard offset < file.count else { break }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      buffer += file.bytes(offset..<min(offset + Self.chunk, file.count))
      offset = min(offset + Self.chunk, file.count)
    }
    guard start < buffer.count else { return nil }
    defer { start = buffer.count }
    number += 1
    return buffer[start...]
  }
}
