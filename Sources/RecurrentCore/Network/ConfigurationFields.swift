internal import UserFacing

/// The keys of one JSON object of an architecture, each read once; a key nobody reads is an error.
struct ConfigurationFields {
  struct Key: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
      stringValue = name
      intValue = nil
    }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) {
      stringValue = "[\(intValue)]"
      self.intValue = intValue
    }
  }

  /// Objects and arrays within each other that a description may have.
  static let deepestNesting = 24

  private let container: KeyedDecodingContainer<Key>
  private var unread: Set<String>

  init(_ decoder: any Decoder) throws {
    guard decoder.codingPath.count <= Self.deepestNesting else {
      throw RecurrentCoreError.invalidArchitecture(
        field: Self.name(decoder.codingPath.prefix(4)) + "...", problem: "nested too deeply")
    }
    container = try decoder.container(keyedBy: Key.self)
    unread = Set(container.allKeys.map(\.stringValue))
  }

  mutating func required<Value: Decodable>(_ name: String) throws -> Value {
    unread.remove(name)
    return try placed(name) { try container.decode(Value.self, forKey: Key(name)) }
  }

  mutating func optional<Value: Decodable>(_ name: String, default value: Value) throws -> Value {
    try optional(name) ?? value
  }

  mutating func optional<Value: Decodable>(_ name: String) throws -> Value? {
    unread.remove(name)
    return try placed(name) { try container.decodeIfPresent(Value.self, forKey: Key(name)) }
  }

  /// The option of that name among those offered.
  mutating func choice<Value>(
    _ name: String, _ offered: [(String, Value)], default value: Value
  ) throws -> Value {
    guard let chosen: String = try optional(name) else { return value }
    guard let match = offered.first(where: { $0.0 == chosen }) else {
      let names = offered.map(\.0).joined(separator: ", ")
      throw invalid(name, "\(chosen.quoted) is none of \(names)")
    }
    return match.1
  }

  /// Refuses keys that were not read: a misspelt option must not pass for its default.
  func finish() throws {
    guard let name = unread.min() else { return }
    throw RecurrentCoreError.invalidArchitecture(
      field: Self.name(container.codingPath + [Key(name)]), problem: "unknown key")
  }

  /// Runs `read` and gives Foundation's own errors of numbers, which name no place, their place.
  private func placed<Value>(_ name: String, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch  where !(error is RecurrentCoreError || error is DecodingError) {
      throw invalid(name, "a number that is not whole or too large")
    }
  }

  func invalid(_ name: String, _ problem: String) -> RecurrentCoreError {
    .invalidArchitecture(
      field: Self.name(container.codingPath + [Key(name)]), problem: problem)
  }

  /// A path as `layers[2].outputs`.
  static func name(_ path: some Sequence<any CodingKey>) -> String {
    path.reduce("") { text, key in
      if let index = key.intValue { return text + "[\(index)]" }
      return text.isEmpty ? key.stringValue : text + "." + key.stringValue
    }
  }
}

extension KeyedEncodingContainer where Key == ConfigurationFields.Key {
  mutating func write(_ name: String, _ value: some Encodable) throws {
    try encode(value, forKey: Key(name))
  }

  mutating func write<Value: Equatable>(
    _ name: String, _ value: Value, _ offered: [(String, Value)]
  ) throws {
    try encodeIfPresent(offered.first { $0.1 == value }?.0, forKey: Key(name))
  }
}
