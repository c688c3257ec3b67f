extension AnnotationFile {
  /// The longest text of an annotation, in bytes of UTF-8.
  package static let textLimit = 255

  /// The bytes of the file in the MIT format, annotations in order of time.
  ///
  /// A resolution is written as the comment at time 0 that the WFDB library understands; symbols of
  /// its own are not.
  package func encoded() -> [UInt8] {
    var encoder = AnnotationEncoder()
    if let ticksPerSecond {
      encoder.append(
        Annotation(time: 0, code: .comment, text: "## time resolution: \(ticksPerSecond)"))
    }
    for annotation in annotations.sorted(by: { $0.time < $1.time }) { encoder.append(annotation) }
    return encoder.finished()
  }
}

/// Encodes annotations, which come in order of time.
struct AnnotationEncoder {
  private var bytes: [UInt8] = []
  private var time = 0
  private var channel: UInt8 = 0
  private var number: Int8 = 0

  mutating func append(_ annotation: Annotation) {
    precondition(
      (1..<AnnotationWord.skip).contains(annotation.code.rawValue),
      "\(annotation.code.rawValue) is no annotation code")
    let text = Array(annotation.text.utf8)
    precondition(
      text.count <= AnnotationFile.textLimit,
      "an annotation's text has \(text.count) bytes, \(AnnotationFile.textLimit) at most")
    var interval = annotation.time - time
    precondition(interval >= 0, "annotation at \(annotation.time) after \(time)")
    time = annotation.time
    while interval > 0x3FF {
      let step = min(interval, Int(Int32.max))
      word(AnnotationWord.skip, 0)
      word(UInt16(step >> 16))
      word(UInt16(step & 0xFFFF))
      interval -= step
    }
    word(annotation.code.rawValue, UInt16(interval))
    if annotation.subtype != 0 {
      word(AnnotationWord.subtype, UInt16(UInt8(bitPattern: annotation.subtype)))
    }
    if annotation.channel != channel {
      channel = annotation.channel
      word(AnnotationWord.channel, UInt16(channel))
    }
    if annotation.number != number {
      number = annotation.number
      word(AnnotationWord.number, UInt16(UInt8(bitPattern: number)))
    }
    if !text.isEmpty {
      word(AnnotationWord.text, UInt16(text.count))
      bytes += text
      if text.count % 2 == 1 { bytes.append(0) }
    }
  }

  /// All bytes with the end mark.
  func finished() -> [UInt8] { bytes + [0, 0] }

  private mutating func word(_ code: UInt8, _ low: UInt16) {
    word(UInt16(code) << 10 | low)
  }

  private mutating func word(_ value: UInt16) {
    bytes.append(UInt8(value & 0xFF))
    bytes.append(UInt8(value >> 8))
  }
}
