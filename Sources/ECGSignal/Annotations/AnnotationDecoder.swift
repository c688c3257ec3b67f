/// The words of the MIT annotation format: six bits of code, ten bits of interval or length.
enum AnnotationWord {
  static let skip: UInt8 = 59
  static let number: UInt8 = 60
  static let subtype: UInt8 = 61
  static let channel: UInt8 = 62
  static let text: UInt8 = 63
}

/// Decodes the MIT annotation format.
struct AnnotationDecoder {
  private let bytes: [UInt8]
  private let path: String
  private var offset = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// All annotations up to the end mark or the end of the file; throws `malformedAnnotations`.
  mutating func all() throws(ECGSignalError) -> [Annotation] {
    var annotations: [Annotation] = []
    var time = 0
    var channel: UInt8 = 0
    var number: Int8 = 0
    while offset < bytes.count {
      let start = offset
      let word = try word()
      let code = UInt8(word >> 10)
      let low = Int(word & 0x3FF)
      if code == 0 && low == 0 { break }
      if code == AnnotationWord.skip {
        let high = UInt32(try self.word())
        time += Int(Int32(bitPattern: high << 16 | UInt32(try self.word())))
        continue
      }
      guard code >= AnnotationWord.number else {
        time += low
        guard (0...WFDBHeaderParser.countLimit).contains(time) else {
          throw malformed("time \(time) is not within the record", at: start)
        }
        annotations.append(
          Annotation(
            time: time, code: AnnotationCode(rawValue: code), channel: channel, number: number))
        continue
      }
      guard let last = annotations.indices.last else {
        throw malformed("a field comes before the first annotation", at: start)
      }
      switch code {
      case AnnotationWord.number:
        number = Int8(truncatingIfNeeded: low)
        annotations[last].number = number
      case AnnotationWord.subtype:
        annotations[last].subtype = Int8(truncatingIfNeeded: low)
      case AnnotationWord.channel:
        channel = UInt8(truncatingIfNeeded: low)
        annotations[last].channel = channel
      default:
        annotations[last].text = try text(low)
      }
    }
    // Code 0 is no annotation: files use it to move the time.
    return annotations.filter { $0.code.rawValue != 0 }
  }

  private mutating func word() throws(ECGSignalError) -> UInt16 {
    guard offset + 2 <= bytes.count else { throw malformed("the file ends early", at: offset) }
    defer { offset += 2 }
    return UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  /// Text of `count` bytes, padded to an even number; final zeros are not part of it.
  private mutating func text(_ count: Int) throws(ECGSignalError) -> String {
    guard offset + count <= bytes.count else { throw malformed("a text ends early", at: offset) }
    var content = bytes[offset..<offset + count]
    while content.last == 0 { content.removeLast() }
    offset += count + count % 2
    return HeaderText.decode(Array(content))
  }

  private func malformed(_ problem: String, at offset: Int) -> ECGSignalError {
    .malformedAnnotations(path: path, offset: offset, problem: problem)
  }
}
