internal import UserFacing

/// Named tensors and metadata in the safetensors format, version of the specification: 2023
/// (`github.com/huggingface/safetensors`, "Format").
///
/// Reading checks everything before use: header length, JSON, names given twice, element types,
/// sizes against offsets, and that the tensors fill the data exactly, without overlap or gap.
/// Writing is deterministic: equal contents give equal bytes.
package struct SafetensorsFile: Sendable, Equatable {
  /// Where it was read from: for messages.
  package let path: String
  package var metadata: [String: String] = [:]
  package var tensors: [String: StoredTensor] = [:]

  /// Header bytes the specification allows.
  static let maximumHeaderSize = 100_000_000

  package init(path: String = "") { self.path = path }

  /// - Throws: `cannotReadModel`, `malformedModel`.
  package init(readingFrom path: String) throws(RecurrentCoreError) {
    let bytes: [UInt8]
    do throws(FileAccess.Failure) {
      bytes = try FileAccess.read(path)
    } catch {
      throw .cannotReadModel(path: path, reason: error.reason)
    }
    try self.init(bytes, path: path)
  }

  /// - Throws: `malformedModel`.
  package init(_ bytes: [UInt8], path: String) throws(RecurrentCoreError) {
    self.path = path
    do throws(SafetensorsHeader.Refusal) {
      try parse(bytes)
    } catch {
      throw .malformedModel(path: path, tensor: error.tensor, problem: error.problem)
    }
  }

  private mutating func parse(_ bytes: [UInt8]) throws(SafetensorsHeader.Refusal) {
    typealias Refusal = SafetensorsHeader.Refusal
    guard bytes.count >= 8 else {
      throw Refusal(problem: "\(bytes.count) bytes are too few for a header")
    }
    let length = bytes[...].littleEndian64(at: 0)
    guard length <= UInt64(Self.maximumHeaderSize) else {
      throw Refusal(problem: "header length \(length) is over \(Self.maximumHeaderSize)")
    }
    let dataStart = 8 + Int(length)
    guard dataStart <= bytes.count else {
      throw Refusal(problem: "header length \(length) is more than the file has")
    }
    guard length > 0, bytes[8] == UInt8(ascii: "{") else {
      throw Refusal(problem: "the header does not start with \"{\"")
    }
    let header = try SafetensorsHeader(parsing: bytes[8..<dataStart])
    metadata = header.metadata
    var end = 0
    // Empty tensors first among those of one start, so that they do not look like overlaps.
    for entry in header.entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      let elementType = try Self.checked(entry)
      guard entry.start == end else {
        let problem = entry.start < end ? "overlaps another tensor" : "a gap precedes it"
        throw Refusal(tensor: entry.name, problem: "\(problem) at data byte \(entry.start)")
      }
      guard entry.end <= bytes.count - dataStart else {
        throw Refusal(
          tensor: entry.name,
          problem: "ends at data byte \(entry.end) of \(bytes.count - dataStart)")
      }
      end = entry.end
      tensors[entry.name] = StoredTensor(
        elementType, sizes: entry.sizes,
        bytes: bytes[dataStart + entry.start..<dataStart + entry.end])
    }
    guard end == bytes.count - dataStart else {
      throw Refusal(problem: "\(bytes.count - dataStart - end) bytes after the last tensor")
    }
  }

  /// The entry's element type, once type, sizes and offsets agree.
  private static func checked(
    _ entry: SafetensorsHeader.Entry
  ) throws(SafetensorsHeader.Refusal) -> ElementType {
    guard let elementType = ElementType(rawValue: entry.elementType) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw .init(
        tensor: entry.name,
        problem: "element type \(entry.elementType.quoted) is none of \(known)")
    }
    var size = elementType.size
    for next in entry.sizes {
      let (product, overflow) = size.multipliedReportingOverflow(by: next)
      if overflow { throw .init(tensor: entry.name, problem: "sizes \(entry.sizes) overflow") }
      size = product
    }
    guard entry.start <= entry.end, entry.end - entry.start == size else {
      throw .init(
        tensor: entry.name,
        problem: "data offsets \(entry.start), \(entry.end) do not hold the \(size) bytes of "
          + "\(entry.elementType) with sizes \(entry.sizes)")
    }
    return elementType
  }

  /// Wider elements first, so that all are aligned.
  private var ordered: [(key: String, value: StoredTensor)] {
    tensors.sorted { first, second in
      let sizes = (first.value.elementType.size, second.value.elementType.size)
      return sizes.0 != sizes.1 ? sizes.0 > sizes.1 : first.key.precedes(second.key)
    }
  }

  /// The SHA-256 of the data that `encoded()` puts after the header, in hexadecimal.
  var dataSHA256: String {
    var hash = SHA256()
    for (_, tensor) in ordered { hash.update(tensor.bytes.span) }
    return hash.hexadecimal()
  }

  /// Where the data of a file's bytes begins; they must have been read as one.
  static func dataStart(of bytes: [UInt8]) -> Int {
    8 + Int(bytes[...].littleEndian64(at: 0))
  }

  /// The file's bytes; data starts at a multiple of 8, in an order in which all is aligned.
  package func encoded() -> [UInt8] {
    let ordered = ordered
    var entries: [SafetensorsHeader.Entry] = []
    var end = 0
    for (name, tensor) in ordered {
      precondition(name != "__metadata__", "a tensor cannot be named __metadata__")
      let start = end
      end += tensor.bytes.count
      entries.append(
        .init(
          name: name, elementType: tensor.elementType.rawValue, sizes: tensor.sizes,
          start: start, end: end))
    }
    var header = SafetensorsHeader.encode(metadata: metadata, entries: entries)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    bytes.appendLittleEndian(UInt64(header.count))
    bytes += header
    for (_, tensor) in ordered { bytes += tensor.bytes }
    return bytes
  }

  /// Writes under a temporary name in the same directory, then renames: readers see all or nothing.
  ///
  /// - Throws: `cannotWriteModel`.
  package func write(to path: String) throws(RecurrentCoreError) {
    do throws(FileAccess.Failure) {
      try FileAccess.writeAtomically(encoded(), to: path)
    } catch {
      throw .cannotWriteModel(path: path, reason: error.reason)
    }
  }
}
