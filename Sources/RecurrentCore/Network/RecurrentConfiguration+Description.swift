extension RecurrentConfiguration: LayerDescription {
  init(type: String, _ fields: inout ConfigurationFields) throws {
    let cell: Cell
    switch type {
    case "lstm": cell = .lstm(try fields.choice("candidate", Self.candidates, default: .tanh))
    case "gru": cell = .gru(try fields.choice("reset", Self.resets, default: .afterProduct))
    default: cell = .plain(try fields.choice("activation", Self.activations, default: .tanh))
    }
    self.init(cell: cell, inputFeatures: 0, hiddenSize: try fields.required("hidden_size"))
    layers = try fields.optional("layers", default: 1)
    direction = try fields.choice("direction", Self.directions, default: .forward)
    output = try fields.choice("output", Self.outputs, default: .all)
    let share: Double? = try fields.optional("leak")
    let isTrained = try fields.optional("leak_trained", default: false)
    switch (share, isTrained) {
    case (let share?, true): leak = .trained(initial: share)
    case (let share?, false): leak = .fixed(share)
    case (nil, true): throw fields.invalid("leak", "a trained leak needs a start")
    case (nil, false): leak = .none
    }
    skip = try fields.optional("skip")
    isResidual = try fields.optional("residual", default: false)
    hasRecurrentBias = try fields.optional("recurrent_bias", default: true)
    dropout = Dropout(
      input: try fields.optional("input_dropout", default: 0),
      betweenLayers: try fields.optional("layer_dropout", default: 0),
      recurrent: try fields.optional("recurrent_dropout", default: 0))
    let step: Int? = try fields.optional("truncation_step")
    let horizon: Int? = try fields.optional("truncation_horizon")
    if let step {
      truncation = Truncation(step: step, horizon: horizon ?? step)
    } else if horizon != nil {
      throw fields.invalid("truncation_horizon", "needs truncation_step")
    }
  }

  var type: String {
    switch cell {
    case .lstm: "lstm"
    case .gru: "gru"
    case .plain: "rnn"
    }
  }

  func write(to container: inout KeyedEncodingContainer<ConfigurationFields.Key>) throws {
    switch cell {
    case .lstm(let candidate): try container.write("candidate", candidate, Self.candidates)
    case .gru(let reset): try container.write("reset", reset, Self.resets)
    case .plain(let function): try container.write("activation", function, Self.activations)
    }
    try container.write("hidden_size", hiddenSize)
    try container.write("layers", layers)
    try container.write("direction", direction, Self.directions)
    try container.write("output", output, Self.outputs)
    switch leak {
    case .none: break
    case .fixed(let share): try container.write("leak", share)
    case .trained(let initial):
      try container.write("leak", initial)
      try container.write("leak_trained", true)
    }
    if let skip { try container.write("skip", skip) }
    try container.write("residual", isResidual)
    try container.write("recurrent_bias", hasRecurrentBias)
    try container.write("input_dropout", dropout.input)
    try container.write("layer_dropout", dropout.betweenLayers)
    try container.write("recurrent_dropout", dropout.recurrent)
    if let truncation {
      try container.write("truncation_step", truncation.step)
      try container.write("truncation_horizon", truncation.horizon)
    }
  }

  func makeLayer<Element: KernelElement>(
    inputFeatures: Int, at place: ArchitecturePlace
  ) throws(RecurrentCoreError) -> any Layer<Element> {
    try place.check("hidden_size", hiddenSize, 1...ArchitectureLimit.features.upperBound / 2)
    try place.check("layers", layers, ArchitectureLimit.stackedLayers)
    if let skip { try place.check("skip", skip, 2...ArchitectureLimit.stride.upperBound) }
    try place.check("input_dropout", dropout.input, 0..<1)
    try place.check("layer_dropout", dropout.betweenLayers, 0..<1)
    try place.check("recurrent_dropout", dropout.recurrent, 0..<1)
    switch leak {
    case .none: break
    case .fixed(let share): try place.check("leak", share, 0.0.nextUp..<1.0.nextUp)
    case .trained(let share): try place.check("leak", share, 0.0.nextUp..<1)
    }
    if let truncation {
      let limit = ArchitectureLimit.reach
      try place.check("truncation_step", truncation.step, 1...limit)
      try place.check("truncation_horizon", truncation.horizon, truncation.step...limit)
    }
    var configuration = self
    configuration.inputFeatures = inputFeatures
    return RecurrentLayer<Element>(configuration)
  }

  private static var candidates: [(String, CandidateActivation)] {
    [("tanh", .tanh), ("sigmoid", .sigmoid)]
  }
  private static var resets: [(String, GRUReset)] {
    [("after_product", .afterProduct), ("before_product", .beforeProduct)]
  }
  private static var activations: [(String, PlainActivation)] {
    [("tanh", .tanh), ("relu", .rectifier)]
  }
  private static var directions: [(String, Direction)] {
    [
      ("forward", .forward), ("bidirectional", .bidirectional),
      ("reverse_complement", .reverseComplement),
    ]
  }
  private static var outputs: [(String, Output)] { [("all", .all), ("last", .last)] }
}
