extension ActivationFunction: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    switch type {
    case "relu": self = .relu
    case "leaky_relu": self = .leakyRelu(slope: try fields.optional("slope", default: 0.01))
    case "tanh": self = .tanh
    case "sigmoid": self = .sigmoid
    default: self = .gelu
    }
  }

  var type: String {
    switch self {
    case .relu: "relu"
    case .leakyRelu: "leaky_relu"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    case .gelu: "gelu"
    }
  }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    if case .leakyRelu(let slope) = self { try container.write("slope", slope) }
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    if case .leakyRelu(let slope) = self { try place.check("slope", slope, 0..<1) }
    return Activation<Element>(self, features: inputFeatures)
  }
}
