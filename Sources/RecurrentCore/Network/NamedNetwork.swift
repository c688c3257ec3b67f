internal import FoundationEssentials

/// Networks that can be asked for by name; any other is given as a JSON file.
package protocol NamedNetwork: RawRepresentable, CaseIterable where RawValue == String {}

extension NamedNetwork {
  /// The architecture that a name or the path of a JSON file asks for.
  ///
  /// - Parameter build: makes the network of a name.
  /// - Throws: `unknownArchitecture`, `cannotReadArchitecture`, `invalidArchitecture`.
  package static func architecture(
    _ nameOrPath: String,
    build: (Self) throws(RecurrentCoreError) -> NetworkArchitecture
  ) throws(RecurrentCoreError) -> NetworkArchitecture {
    if let named = Self(rawValue: nameOrPath) { return try build(named) }
    guard nameOrPath.contains("/") || nameOrPath.hasSuffix(".json") else {
      throw .unknownArchitecture(name: nameOrPath, known: allCases.map(\.rawValue))
    }
    guard let text = try? String(contentsOfFile: nameOrPath, encoding: .utf8) else {
      throw .cannotReadArchitecture(path: nameOrPath)
    }
    return try NetworkArchitecture(json: text)
  }
}
