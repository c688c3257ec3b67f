internal import UserFacing

/// The header of an EDF, EDF+ or BDF file (Kemp 1992; Kemp and Olivan 2003).
struct EDFHeader: Sendable, Equatable {
  struct Signal: Sendable, Equatable {
    var label: String
    var units: String
    var physicalRange: (low: Double, high: Double)
    var digitalRange: (low: Int32, high: Int32)
    var samplesPerRecord: Int

    var holdsAnnotations: Bool { label == "EDF Annotations" || label == "BDF Annotations" }

    static func == (left: Signal, right: Signal) -> Bool {
      left.label == right.label && left.units == right.units
        && left.physicalRange == right.physicalRange && left.digitalRange == right.digitalRange
        && left.samplesPerRecord == right.samplesPerRecord
    }
  }

  /// `EDF`, `EDF+C`, `EDF+D`, `BDF`, `BDF+C` or `BDF+D`.
  var format: String
  var patient: String
  var recording: String
  var start: String
  var byteCount: Int
  /// `nil` when the file does not say.
  var recordCount: Int?
  /// Seconds of a data record; 0 in files that hold annotations only.
  var recordDuration: Double
  var signals: [Signal]

  var bytesPerSample: Int { format.hasPrefix("BDF") ? 3 : 2 }
  var recordByteCount: Int { signals.reduce(0) { $0 + $1.samplesPerRecord } * bytesPerSample }
  var isDiscontinuous: Bool { format.hasSuffix("+D") }

  /// Reads the header of `file`; throws `malformedHeader`.
  init(_ file: ByteFile) throws(ECGSignalError) {
    let path = file.path
    var fixed = EDFFields(file.bytes(0..<256), path: path)
    let version = try fixed.bytes(8)
    let isBDF = version[0] == 0xFF && HeaderText.decode(Array(version.dropFirst())) == "BIOSEMI"
    guard isBDF || HeaderText.trimmed(Substring(HeaderText.decode(Array(version)))) == "0" else {
      throw .malformedHeader(path: path, line: nil, problem: "it is not an EDF or BDF file")
    }
    patient = try fixed.text(80)
    recording = try fixed.text(80)
    start = try fixed.text(8) + " " + fixed.text(8)
    byteCount = try fixed.integer(8, "header size", 256...(1 << 26))
    let reserved = try fixed.text(44)
    let kind = reserved.dropFirst(3).prefix(2)
    format = (isBDF ? "BDF" : "EDF") + (kind == "+C" || kind == "+D" ? kind : "")
    let records = try fixed.integer(8, "number of data records", -1...WFDBHeaderParser.countLimit)
    recordCount = records < 0 ? nil : records
    recordDuration = try fixed.number(8, "duration of a data record")
    guard recordDuration >= 0 else {
      throw .malformedHeader(path: path, line: nil, problem: "a data record lasts less than 0 s")
    }
    let signalCount = try fixed.integer(4, "number of signals", 0...9999)
    guard byteCount == 256 * (signalCount + 1), byteCount <= file.count else {
      throw .malformedHeader(
        path: path, line: nil,
        problem: "a header of \(byteCount) bytes does not fit \(signalCount) signals "
          + "in a file of \(file.count) bytes")
    }
    signals = try Self.signals(
      EDFFields(file.bytes(256..<byteCount), path: path), count: signalCount)
  }

  /// The signals' fields, which lie field by field for all signals.
  private static func signals(
    _ source: EDFFields, count: Int
  ) throws(ECGSignalError) -> [Signal] {
    var fields = source
    var signals: [Signal] = []
    for _ in 0..<count {
      signals.append(
        Signal(
          label: try fields.text(16), units: "", physicalRange: (0, 0), digitalRange: (0, 0),
          samplesPerRecord: 0))
    }
    try fields.skip(80 * count)
    for index in 0..<count { signals[index].units = try fields.text(8) }
    for index in 0..<count {
      signals[index].physicalRange.low = try fields.number(8, "physical minimum")
    }
    for index in 0..<count {
      signals[index].physicalRange.high = try fields.number(8, "physical maximum")
    }
    let digital = -(1 << 23)...(1 << 23)
    for index in 0..<count {
      signals[index].digitalRange.low = Int32(try fields.integer(8, "digital minimum", digital))
    }
    for index in 0..<count {
      signals[index].digitalRange.high = Int32(try fields.integer(8, "digital maximum", digital))
    }
    try fields.skip(80 * count)
    for index in 0..<count {
      signals[index].samplesPerRecord = try fields.integer(8, "samples in a record", 1...(1 << 26))
    }
    return signals
  }
}

/// Takes fixed-width text fields from an EDF header one after the other.
struct EDFFields {
  private let content: [UInt8]
  private let path: String
  private var offset = 0

  init(_ content: [UInt8], path: String) {
    self.content = content
    self.path = path
  }

  mutating func bytes(_ count: Int) throws(ECGSignalError) -> ArraySlice<UInt8> {
    guard offset + count <= content.count else {
      throw .malformedHeader(path: path, line: nil, problem: "the header ends early")
    }
    defer { offset += count }
    return content[offset..<offset + count]
  }

  mutating func skip(_ count: Int) throws(ECGSignalError) { _ = try bytes(count) }

  mutating func text(_ count: Int) throws(ECGSignalError) -> String {
    String(HeaderText.trimmed(Substring(HeaderText.decode(Array(try bytes(count))))))
  }

  mutating func integer(
    _ count: Int, _ what: String, _ range: ClosedRange<Int>
  ) throws(ECGSignalError) -> Int {
    let text = try text(count)
    guard let value = Int(text), range.contains(value) else { throw wrong(what, text) }
    return value
  }

  mutating func number(_ count: Int, _ what: String) throws(ECGSignalError) -> Double {
    let text = try text(count)
    guard let value = Double(text), value.isFinite else { throw wrong(what, text) }
    return value
  }

  private func wrong(_ what: String, _ text: String) -> ECGSignalError {
    .malformedHeader(path: path, line: nil, problem: "the \(what) is \(text.quoted)")
  }
}
