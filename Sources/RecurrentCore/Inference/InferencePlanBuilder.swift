/// Turns the layers of a network into stages, joining what one pass can do.
struct InferencePlanBuilder {
  private(set) var stages: [LaneStage] = []
  /// A product that still takes in the layers behind it.
  private var draft: AffineDraft?
  private let input: LaneInput
  /// Of tokens, `(tokens, features)`.
  private let vectors: [Float]
  /// What the input is multiplied by before the first stage, which takes it in.
  private var inputFactor: Float = 1

  init(readsLetters: Bool) {
    input = readsLetters ? .letters : .values
    vectors = []
  }

  /// - Parameter vectors: what the tokens stand for, `(tokens, features)`.
  init(vectors: [Float]) {
    input = .tokens
    self.vectors = vectors
  }

  /// What the next stage reads.
  private var nextInput: LaneInput { stages.isEmpty ? input : .values }

  /// - Returns: whether the layer can be run in lanes.
  mutating func append(
    _ layer: any Layer<Float>, _ parameters: ParameterSet<Float>
  ) -> Bool {
    switch layer {
    case let layer as Convolution<Float>:
      return begin(
        AffineDraft(
          convolution: layer.geometry, features: layer.inputFeatures,
          weight: parameters["weight"].elements, rows: layer.outputFeatures,
          bias: layer.hasBias ? parameters["bias"].elements : nil))
    case let layer as ConvolutionBlock<Float>:
      return append(layer.convolution, parameters) && draft?.take(.relu) ?? false
        && draft?.take(layer.pooling.geometry) ?? false
    case is PassedThrough<Float>:
      return true
    case let layer as Dense<Float>:
      return begin(
        AffineDraft(
          features: layer.inputFeatures, weight: parameters["weight"].elements,
          rows: layer.outputFeatures, bias: layer.hasBias ? parameters["bias"].elements : nil))
    case let layer as Scale<Float>:
      guard stages.isEmpty, draft == nil else { return false }
      inputFactor *= Float(layer.factor)
      return true
    case let layer as MirrorMean<Float>:
      return begin(
        AffineDraft(
          features: 2 * layer.outputFeatures, weight: layer.matrix, rows: layer.outputFeatures,
          bias: nil))
    case let layer as Activation<Float>:
      return draft?.take(layer.function) ?? false
    case let layer as Pooling<Float>:
      return layer.operation == .max && draft?.take(layer.geometry) ?? false
    case let layer as RecurrentLayer<Float>:
      return close() && append(layer.configuration, parameters)
    case let layer as BatchNormalisation<Float>:
      let (scale, shift) = layer.line(parameters)
      return draft?.take(scale: scale, shift: shift) ?? false
    case is Dropout<Float>:
      return true
    case let layer as SequencePooling<Float>:
      return close() && append([layer], features: layer.outputFeatures)
    case let layer as Concatenation<Float>:
      let parts = layer.parts.compactMap { $0.layer as? SequencePooling<Float> }
      return close() && parts.count == layer.parts.count
        && append(parts, features: parts.first?.outputFeatures ?? 0)
    default:
      return false
    }
  }

  /// - Returns: the stages, or nil if the network cannot be run in lanes.
  mutating func finish() -> [LaneStage]? { close() && !stages.isEmpty ? stages : nil }

  private mutating func begin(_ next: AffineDraft) -> Bool {
    guard close() else { return false }
    var next = next
    if inputFactor != 1 { next.scaleInput(by: inputFactor) }
    inputFactor = 1
    draft = next
    return true
  }

  private mutating func close() -> Bool {
    guard let closing = draft else { return true }
    draft = nil
    guard nextInput != .tokens,
      let stage = closing.stage(readsLetters: nextInput == .letters)
    else { return false }
    stages.append(stage)
    return true
  }

  private mutating func append(
    _ poolings: [SequencePooling<Float>], features: Int
  ) -> Bool {
    guard inputFactor == 1, nextInput == .values else { return false }
    stages.append(.pooling(features: features, poolings.map(\.operation)))
    return true
  }

  private mutating func append(
    _ configuration: RecurrentConfiguration, _ parameters: ParameterSet<Float>
  ) -> Bool {
    guard let cell = configuration.laneCell, configuration.leak == .none,
      configuration.skip == nil, !configuration.isResidual || configuration.layers == 1
    else { return false }
    for layer in 0..<configuration.layers {
      let features = configuration.inputFeatures(ofLayer: layer)
      let rows = cell.scales.count * configuration.hiddenSize
      guard let source = source(features: features, rows: rows) else { return false }
      let directions = (0..<configuration.directionCount).map { index in
        let direction = RecurrentDirection(configuration, layer: layer, isReversed: index == 1)
        var weights = LaneRecurrence.Weights(
          parameters, direction.names, isMirrored: direction.isMirrored)
        for place in weights.input.indices { weights.input[place] *= inputFactor }
        return LaneRecurrence(
          cell, features: features, hidden: configuration.hiddenSize, isReversed: index == 1,
          reads: source, weights)
      }
      inputFactor = 1
      let isLast = layer == configuration.layers - 1
      stages.append(
        .recurrence(directions, isLastOnly: isLast && configuration.output == .last))
    }
    return true
  }

  /// Where a recurrent layer's input comes from; nil if there are no kernels for that.
  private func source(features: Int, rows: Int) -> LaneRecurrence.Source? {
    switch nextInput {
    case .values: return .values
    case .letters: return features == 4 ? .letters : nil
    case .tokens:
      return TokenTable.fits(tokens: vectors.count / features, width: rows)
        ? .tokens(vectors: vectors) : nil
    }
  }
}

extension BatchNormalisation<Float> {
  /// `y = scale * x + shift` for each feature, from the running averages.
  fileprivate func line(_ parameters: ParameterSet<Float>) -> (scale: [Float], shift: [Float]) {
    let weight = parameters["weight"].elements
    let bias = parameters["bias"].elements
    let mean = parameters["running_mean"].elements
    let variance = parameters["running_var"].elements
    let scale = weight.indices.map {
      Double(weight[$0]) / (Double(variance[$0]) + epsilon).squareRoot()
    }
    let shift = weight.indices.map { Double(bias[$0]) - Double(mean[$0]) * scale[$0] }
    return (scale.map { Float($0) }, shift.map { Float($0) })
  }
}

extension RecurrentConfiguration {
  /// The lanes' form of the cell; nil if they have none.
  fileprivate var laneCell: LaneRecurrence.Cell? {
    switch cell {
    case .plain(.tanh): .plain(.tanh)
    case .plain(.rectifier): .plain(.rectifier)
    case .lstm(.tanh): .lstm
    case .lstm(.sigmoid): nil
    case .gru(.afterProduct): .gruResetAfter
    case .gru(.beforeProduct): .gruResetBefore
    }
  }
}

extension LaneRecurrence.Weights {
  /// - Parameter isMirrored: whether features come, and units are given, in reverse order.
  fileprivate init(
    _ parameters: ParameterSet<Float>, _ names: DirectionParameterNames, isMirrored: Bool
  ) {
    let inputWeight = parameters[names.inputWeight]
    let recurrentWeight = parameters[names.recurrentWeight]
    input = inputWeight.elements
    recurrent = recurrentWeight.elements
    inputBias = parameters[names.inputBias].elements
    recurrentBias =
      parameters.contains(names.recurrentBias)
      ? parameters[names.recurrentBias].elements
      : Array(repeating: 0, count: inputBias.count)
    guard isMirrored else { return }
    let hidden = recurrentWeight.shape[.inputs]
    // Reversing a gate's block of rows, row by row reversed, reverses the whole block.
    func mirrored(_ values: [Float], width: Int) -> [Float] {
      stride(from: 0, to: values.count, by: hidden * width).flatMap {
        values[$0..<$0 + hidden * width].reversed()
      }
    }
    input = mirrored(input, width: inputWeight.shape[.inputs])
    recurrent = mirrored(recurrent, width: hidden)
    inputBias = mirrored(inputBias, width: 1)
    recurrentBias = mirrored(recurrentBias, width: 1)
  }
}
