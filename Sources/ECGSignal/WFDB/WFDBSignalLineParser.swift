internal import UserFacing

/// Parses one signal line of a WFDB header:
/// `file format[xSAMPLES][:SKEW][+OFFSET] [gain[(baseline)][/units] [resolution [zero [initial
/// [checksum [block [description]]]]]]]`.
struct WFDBSignalLineParser {
  let path: String
  let line: Int

  /// The most samples of one signal in a frame.
  static let samplesPerFrameLimit = 1 << 20

  /// Parses `content`, which has no blanks at its ends; throws `malformedHeader`.
  func parse(_ content: Substring) throws(ECGSignalError) -> WFDBSignalLine {
    let fields = content.split(maxSplits: 8, whereSeparator: \.isWhitespace)
    guard fields.count >= 2 else { throw malformed("a signal line needs a file and a format") }
    var signal = try format(fields[1], fileName: String(fields[0]))
    if fields.count > 2 { try gain(fields[2], of: &signal) }
    if fields.count > 3 { signal.resolution = try integer(fields[3], "ADC resolution", 0...64) }
    if fields.count > 4 { signal.adcZero = try integer(fields[4], "ADC zero") }
    if fields.count > 5 { signal.initialValue = try integer(fields[5], "initial value") }
    if fields.count > 6 { signal.checksum = try integer(fields[6], "checksum") }
    if fields.count > 7 { _ = try integer(fields[7], "block size") }
    if fields.count > 8 { signal.description = String(HeaderText.trimmed(fields[8])) }
    return signal
  }

  private func format(
    _ field: Substring, fileName: String
  ) throws(ECGSignalError) -> WFDBSignalLine {
    let digits = field.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), let format = WFDBFormat(rawValue: number) else {
      throw .unsupportedFormat(
        path: path, format: "signal format \(String(field).quoted) in line \(line)",
        remedy: "convert the record to format 16 with xform")
    }
    var signal = WFDBSignalLine(fileName: fileName, format: format)
    var rest = field.dropFirst(digits.count)
    while let mark = rest.first {
      let value = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(1 + value.count)
      guard !value.isEmpty else {
        throw malformed("the format \(String(field).quoted) is not valid")
      }
      switch mark {
      case "x":
        signal.samplesPerFrame = try integer(
          value, "number of samples per frame", 1...Self.samplesPerFrameLimit)
      case ":":
        signal.skew = try integer(value, "skew", 0...WFDBHeaderParser.countLimit)
      case "+":
        signal.offset = try integer(value, "offset", 0...WFDBHeaderParser.countLimit)
      default:
        throw malformed("the format \(String(field).quoted) is not valid")
      }
    }
    return signal
  }

  private func gain(
    _ field: Substring, of signal: inout WFDBSignalLine
  ) throws(ECGSignalError) {
    let beforeUnits = field.prefix { $0 != "/" }
    if beforeUnits.endIndex != field.endIndex {
      let units = field[beforeUnits.endIndex...].dropFirst()
      if !units.isEmpty { signal.units = String(units) }
    }
    let number = beforeUnits.prefix { $0 != "(" }
    guard let gain = Double(number), gain.isFinite else {
      throw malformed("the gain \(String(field).quoted) is not valid")
    }
    signal.gain = gain
    if number.endIndex != beforeUnits.endIndex {
      let baseline = beforeUnits[number.endIndex...].dropFirst()
      guard baseline.last == ")" else {
        throw malformed("the gain \(String(field).quoted) is not valid")
      }
      signal.baseline = try integer(baseline.dropLast(), "baseline")
    }
  }

  private func integer(
    _ text: Substring, _ what: String,
    _ range: ClosedRange<Int> = Int(Int32.min)...Int(UInt32.max)
  ) throws(ECGSignalError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      throw malformed("the \(what) is \(String(text).quoted)")
    }
    return value
  }

  private func malformed(_ problem: String) -> ECGSignalError {
    .malformedHeader(path: path, line: line, problem: problem)
  }
}
