extension ModelFile {
  /// A section that must be there.
  ///
  /// - Throws: `invalidModel` if it is missing or not of the type.
  package func section<Value: Decodable>(
    _ name: String, as type: Value.Type = Value.self
  ) throws(RecurrentCoreError) -> Value {
    guard let value = try optionalSection(name, as: type) else {
      throw .invalidModel(path: path, field: name, problem: "missing")
    }
    return value
  }

  /// A section that may be missing.
  ///
  /// - Throws: `invalidModel` if it is not of the type.
  package func optionalSection<Value: Decodable>(
    _ name: String, as type: Value.Type = Value.self
  ) throws(RecurrentCoreError) -> Value? {
    guard let json = sections[name] else { return nil }
    guard let value = MetadataJSON.decode(type, from: json) else {
      throw .invalidModel(path: path, field: name, problem: "not of the expected form")
    }
    return value
  }

  /// Sets a section; the name must not be one of the shared fields.
  ///
  /// - Throws: `invalidModel` if the value has no JSON form, as numbers that are not finite.
  package mutating func setSection(
    _ name: String, _ value: some Encodable
  ) throws(RecurrentCoreError) {
    precondition(MetadataFields.Name(rawValue: name) == nil, "\(name) is a shared field")
    guard let json = MetadataJSON.encode(value) else {
      throw .invalidModel(path: path, field: name, problem: "it has no JSON form")
    }
    sections[name] = json
  }
}
