internal import FoundationEssentials

/// The description a network is built from, stored as JSON in model files.
///
/// `{"input": {"features": 4}, "layers": [{"type": "convolution", "outputs": 64, "taps": 15}, ...]}`;
/// keys are in snake case, left-out options have their defaults, unknown keys are refused.
package struct NetworkArchitecture: Sendable, Equatable, Codable {
  /// What one step of an input is.
  package enum Input: Sendable, Equatable {
    /// That many numbers.
    case features(Int)
    /// One of that many tokens; the first layer must be an embedding.
    case tokens(Int)
  }

  package var input: Input
  package var layers: [LayerConfiguration]

  package init(input: Input, layers: [LayerConfiguration]) {
    self.input = input
    self.layers = layers
  }

  /// Reads a description; whether a network can be built from it is seen by building it.
  ///
  /// - Throws: `invalidArchitecture` with the path to what is wrong.
  package init(json: String) throws(RecurrentCoreError) {
    do {
      self = try JSONDecoder().decode(NetworkArchitecture.self, from: Data(json.utf8))
    } catch let error as RecurrentCoreError {
      throw error
    } catch let error as DecodingError {
      throw Self.diagnosis(error)
    } catch {
      throw .invalidArchitecture(field: "architecture", problem: "not JSON")
    }
  }

  /// The description with all options written out, keys in alphabetical order.
  package func json(indented: Bool = false) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = indented ? [.sortedKeys, .prettyPrinted] : [.sortedKeys]
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  package init(from decoder: any Decoder) throws {
    var fields = try ConfigurationFields(decoder)
    input = try fields.required("input")
    layers = try fields.required("layers")
    try fields.finish()
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationFields.Key.self)
    try container.write("input", input)
    try container.write("layers", layers)
  }

  private static func diagnosis(_ error: DecodingError) -> RecurrentCoreError {
    func invalid(_ path: [any CodingKey], _ problem: String) -> RecurrentCoreError {
      let name = ConfigurationFields.name(path)
      return .invalidArchitecture(field: name.isEmpty ? "architecture" : name, problem: problem)
    }
    return switch error {
    case .keyNotFound(let key, let context): invalid(context.codingPath + [key], "missing")
    case .typeMismatch(let type, let context): invalid(context.codingPath, "not of type \(type)")
    case .valueNotFound(_, let context): invalid(context.codingPath, "null")
    case .dataCorrupted(let context): invalid(context.codingPath, "not what JSON allows here")
    @unknown default: invalid([], "unreadable")
    }
  }
}

extension NetworkArchitecture.Input: Codable {
  package init(from decoder: any Decoder) throws {
    var fields = try ConfigurationFields(decoder)
    let features: Int? = try fields.optional("features")
    let tokens: Int? = try fields.optional("tokens")
    try fields.finish()
    switch (features, tokens) {
    case (let features?, nil): self = .features(features)
    case (nil, let tokens?): self = .tokens(tokens)
    default: throw fields.invalid("features", "give either features or tokens")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationFields.Key.self)
    switch self {
    case .features(let count): try container.write("features", count)
    case .tokens(let count): try container.write("tokens", count)
    }
  }
}
