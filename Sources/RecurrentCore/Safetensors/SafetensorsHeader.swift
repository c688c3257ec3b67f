internal import UserFacing

/// The JSON header of a safetensors file, as written: nothing about the data is checked here.
///
/// The header's grammar is a small part of JSON with fixed nesting, so it is read by its own scanner:
/// names given twice are seen, nothing nests deeply, and no more memory is used than the header has.
struct SafetensorsHeader: Equatable {
  struct Entry: Equatable {
    let name: String
    let elementType: String
    let sizes: [Int]
    let start: Int
    let end: Int
  }

  private(set) var metadata: [String: String] = [:]
  private(set) var entries: [Entry] = []

  /// Why a header was refused: the tensor read at that place, if any, and what is wrong.
  struct Refusal: Error, Equatable {
    var tensor: String?
    let problem: String
  }

  /// - Parameter json: the header's bytes, with trailing spaces.
  init(parsing json: ArraySlice<UInt8>) throws(Refusal) {
    var scanner = HeaderScanner(json)
    var names: Set<String> = []
    var metadataSeen = false
    try scanner.object { (key, scanner) throws(Refusal) in
      if key == "__metadata__" {
        if metadataSeen { throw Refusal(problem: "two \"__metadata__\" sections") }
        metadataSeen = true
        try readMetadata(&scanner)
        return
      }
      if !names.insert(key).inserted { throw Refusal(tensor: key, problem: "given twice") }
      do throws(Refusal) {
        entries.append(try Self.entry(key, &scanner))
      } catch {
        throw Refusal(tensor: key, problem: error.problem)
      }
    }
    try scanner.end()
  }

  private mutating func readMetadata(_ scanner: inout HeaderScanner) throws(Refusal) {
    try scanner.object { (key, scanner) throws(Refusal) in
      let value = try scanner.string()
      if metadata.updateValue(value, forKey: key) != nil {
        throw Refusal(problem: "metadata \(key.quoted) given twice")
      }
    }
  }

  private static func entry(
    _ name: String, _ scanner: inout HeaderScanner
  ) throws(Refusal) -> Entry {
    var elementType: String?
    var sizes: [Int]?
    var offsets: [Int]?
    try scanner.object { (key, scanner) throws(Refusal) in
      switch key {
      case "dtype" where elementType == nil: elementType = try scanner.string()
      case "shape" where sizes == nil: sizes = try scanner.integers()
      case "data_offsets" where offsets == nil: offsets = try scanner.integers()
      case "dtype", "shape", "data_offsets":
        throw Refusal(problem: "\(key.quoted) given twice")
      default: throw Refusal(problem: "unknown key \(key.quoted)")
      }
    }
    guard let elementType, let sizes, let offsets else {
      throw Refusal(problem: "needs \"dtype\", \"shape\" and \"data_offsets\"")
    }
    guard offsets.count == 2 else {
      throw Refusal(problem: "\(offsets.count) data offsets instead of 2")
    }
    return Entry(
      name: name, elementType: elementType, sizes: sizes, start: offsets[0], end: offsets[1])
  }

  /// The header's JSON: metadata, then tensors, both in the order of their names' Unicode scalars.
  static func encode(metadata: [String: String], entries: [Entry]) -> [UInt8] {
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key.precedes($1.key) }
        .map { "\($0.key.jsonLiteral):\($0.value.jsonLiteral)" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    for entry in entries.sorted(by: { $0.name.precedes($1.name) }) {
      let sizes = entry.sizes.map(String.init).joined(separator: ",")
      parts.append(
        "\(entry.name.jsonLiteral):{\"dtype\":\"\(entry.elementType)\",\"shape\":[\(sizes)],"
          + "\"data_offsets\":[\(entry.start),\(entry.end)]}")
    }
    return Array("{\(parts.joined(separator: ","))}".utf8)
  }
}

extension String {
  /// An order of bytes, the same whatever the Unicode version.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

  /// The text as a JSON string.
  var jsonLiteral: String {
    var result = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
