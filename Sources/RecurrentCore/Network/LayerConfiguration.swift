internal import UserFacing

/// One layer of an architecture, by kind; what it takes follows from the layers before.
package enum LayerConfiguration: Sendable, Equatable {
  case dense(DenseConfiguration)
  case convolution(ConvolutionConfiguration)
  case activation(ActivationFunction)
  case maxPooling(PoolingConfiguration)
  case meanPooling(PoolingConfiguration)
  case globalPooling(GlobalPoolingConfiguration)
  case dropout(DropoutConfiguration)
  case batchNormalisation(BatchNormalisationConfiguration)
  case layerNormalisation(LayerNormalisationConfiguration)
  /// Only as the first layer, upon tokens.
  case embedding(EmbeddingConfiguration)
  case residual(ResidualConfiguration)
  case windows(WindowsConfiguration)
  case memberMean(MemberMeanConfiguration)
  case mirrorMean(MirrorMeanConfiguration)
  case slice(FeatureSliceConfiguration)
  case scale(ScaleConfiguration)
  /// The configuration's `inputFeatures` is set when the network is built.
  case recurrent(RecurrentConfiguration)
}

/// The options of one kind of layer: how they are stored, and the layer they describe.
protocol LayerDescription: Sendable, Equatable {
  /// Reads the options; `type` is read already.
  init(type: String, _ fields: inout ConfigurationFields) throws
  var type: String { get }
  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws
  /// - Throws: `invalidArchitecture` for options out of range.
  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element>
}

extension LayerConfiguration {
  var description: any LayerDescription {
    switch self {
    case .dense(let options): options
    case .convolution(let options): options
    case .activation(let function): function
    case .maxPooling(let options): PoolingDescription(operation: .max, options: options)
    case .meanPooling(let options): PoolingDescription(operation: .mean, options: options)
    case .globalPooling(let options): options
    case .dropout(let options): options
    case .batchNormalisation(let options): options
    case .layerNormalisation(let options): options
    case .embedding(let options): options
    case .residual(let options): options
    case .windows(let options): options
    case .memberMean(let options): options
    case .mirrorMean(let options): options
    case .slice(let options): options
    case .scale(let options): options
    case .recurrent(let options): options
    }
  }

  private init(type: String, _ fields: inout ConfigurationFields) throws {
    switch type {
    case "dense": self = .dense(try DenseConfiguration(type: type, &fields))
    case "convolution": self = .convolution(try ConvolutionConfiguration(type: type, &fields))
    case "relu", "leaky_relu", "tanh", "sigmoid", "gelu":
      self = .activation(try ActivationFunction(type: type, &fields))
    case "max_pooling": self = .maxPooling(try PoolingDescription(type: type, &fields).options)
    case "mean_pooling": self = .meanPooling(try PoolingDescription(type: type, &fields).options)
    case "global_pooling":
      self = .globalPooling(try GlobalPoolingConfiguration(type: type, &fields))
    case "dropout": self = .dropout(try DropoutConfiguration(type: type, &fields))
    case "batch_normalisation":
      self = .batchNormalisation(try BatchNormalisationConfiguration(type: type, &fields))
    case "layer_normalisation":
      self = .layerNormalisation(try LayerNormalisationConfiguration(type: type, &fields))
    case "embedding": self = .embedding(try EmbeddingConfiguration(type: type, &fields))
    case "residual": self = .residual(try ResidualConfiguration(type: type, &fields))
    case "windows": self = .windows(try WindowsConfiguration(type: type, &fields))
    case "mean_of": self = .memberMean(try MemberMeanConfiguration(type: type, &fields))
    case "mirror_mean":
      self = .mirrorMean(try MirrorMeanConfiguration(type: type, &fields))
    case "slice": self = .slice(try FeatureSliceConfiguration(type: type, &fields))
    case "scale": self = .scale(try ScaleConfiguration(type: type, &fields))
    case "lstm", "gru", "rnn":
      self = .recurrent(try RecurrentConfiguration(type: type, &fields))
    default: throw fields.invalid("type", "unknown layer type \(type.quoted)")
    }
  }
}

extension LayerConfiguration: Codable {
  package init(from decoder: any Decoder) throws {
    var fields = try ConfigurationFields(decoder)
    let type: String = try fields.required("type")
    try self.init(type: type, &fields)
    try fields.finish()
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationFields.Key.self)
    try container.write("type", description.type)
    try description.write(to: &container)
  }
}
