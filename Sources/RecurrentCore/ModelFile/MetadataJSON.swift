internal import FoundationEssentials

/// Structured values as text in metadata: keys sorted, so that equal values give equal text.
enum MetadataJSON {
  /// nil for values without a JSON form, as numbers that are not finite.
  static func encode(_ value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// nil for text that is not JSON of the type.
  static func decode<Value: Decodable>(_ type: Value.Type, from json: String) -> Value? {
    try? JSONDecoder().decode(type, from: Data(json.utf8))
  }
}
