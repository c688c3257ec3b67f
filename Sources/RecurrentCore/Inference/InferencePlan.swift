/// A network compiled for inference: many sequences of one length at a time, a sequence a lane.
///
/// What a sequence gets depends on the sequence alone: not on the others given with it, on their
/// order or number. Agrees with the network's own forward pass to 1e-5.
package struct InferencePlan: Sendable {
  let stages: [LaneStage]
  /// For tiles of each width, narrowest first.
  let widths: [LaneKernels]

  /// A network over tokens is compiled if a recurrent layer follows its embedding, whose vectors and
  /// the layer's input weights become one table.
  ///
  /// - Parameter readsLetters: whether the network's four features are one-hot letters, to be given
  ///   as codes; means nothing for a network over tokens.
  /// - Returns: nil if the network has a layer without lane kernels; it runs as it is then.
  package init?(
    _ network: Network<Float>, _ parameters: ParameterSet<Float>, readsLetters: Bool,
    instructionSet: InstructionSet = .current
  ) {
    var builder: InferencePlanBuilder
    switch network.architecture.input {
    case .features(let features):
      guard !readsLetters || features == 4 else { return nil }
      builder = InferencePlanBuilder(readsLetters: readsLetters)
    case .tokens:
      let vectors = parameters.scoped(Network<Float>.scope(0))["weight"].elements
      builder = InferencePlanBuilder(vectors: vectors)
    }
    let first = network.hasEmbedding ? 1 : 0
    for (index, layer) in network.layers.enumerated() {
      let scoped = parameters.scoped(Network<Float>.scope(first + index))
      guard builder.append(layer, scoped) else { return nil }
    }
    guard let stages = builder.finish() else { return nil }
    self.init(stages: stages, instructionSet: instructionSet)
  }

  init(stages: [LaneStage], instructionSet: InstructionSet = .current) {
    for (stage, next) in zip(stages, stages.dropFirst()) {
      precondition(
        stage.outputFeatures == next.inputFeatures && next.input == .values,
        "\(stage.outputFeatures) features into \(next.inputFeatures)")
    }
    self.stages = stages
    widths = LaneKernels.widths(instructionSet)
  }

  /// The floating-point operations a second one thread can do at most, measured for that long.
  package static func measurePeak(for duration: Duration) -> Double {
    guard let kernels = LaneKernels.widths().last else { return 0 }
    let clock = ContinuousClock()
    let start = clock.now
    var operations = 0.0
    var elapsed = Duration.zero
    repeat {
      operations += kernels.fillUnits(steps: 100_000).operations
      elapsed = clock.now - start
    } while elapsed < duration
    return operations / (elapsed / .seconds(1))
  }

  /// Numbers of a step of the input; nil for a plan without stages.
  package var inputFeatures: Int? { stages.first?.inputFeatures }

  /// How sequences are given.
  package var input: LaneInput { stages.first?.input ?? .values }

  /// Sequences that are computed together at most: batches of a multiple of these are fastest.
  package var tileSize: Int { widths.last?.lanes ?? 1 }

  /// Bytes of a workspace for sequences of `length` steps.
  package func workspaceBytes(length: Int) -> Int {
    InferenceWorkspace.byteCount(self, length: length)
  }

  /// The narrowest kernels for all of `count` sequences, or the widest there are.
  private func kernels(for count: Int) -> LaneKernels {
    widths.first { $0.lanes >= count } ?? widths[widths.count - 1]
  }

  /// Steps and features of the output for sequences of `length` steps; no steps if too short.
  package func outputShape(length: Int) -> (steps: Int, features: Int) {
    let steps = stages.reduce(length) { $1.outputSteps($0) }
    return (steps, stages.last?.outputFeatures ?? 0)
  }

  /// Writes the output for windows of `codes` to `output`, window by window, `(steps, features)` each.
  ///
  /// - Parameters:
  ///   - offsets: where each window begins in `codes`; a window's end is inside too.
  ///   - output: resized to fit; its memory is reused.
  package func run(
    _ codes: [UInt8], windowsAt offsets: [Int], length: Int, reading: LetterReading = .plain,
    _ workspace: InferenceWorkspace, into output: inout [Float]
  ) {
    precondition(input == .letters, "this network reads \(input), not letters")
    runTiles(of: offsets.count, length: length, workspace, into: &output) { tile, lanes in
      workspace.codes.load(
        codes, at: offsets[tile], length: length, reading, padding: stages[0].padding, lanes: lanes)
    }
  }

  /// Writes the output for windows of `tokens` to `output`, window by window.
  ///
  /// - Parameters:
  ///   - tokens: a number at each place that a window may begin at; negative for no token.
  ///   - offsets: where each window begins in `tokens`; all of a window is inside.
  ///   - length: tokens of a window, each `spacing` places behind the one before.
  ///   - output: resized to fit; its memory is reused.
  package func run(
    tokens: [Int32], windowsAt offsets: [Int], length: Int, spacing: Int = 1,
    _ workspace: InferenceWorkspace, into output: inout [Float]
  ) {
    guard case .recurrence(let directions, _) = stages.first,
      let count = directions.first?.tokenTable?.tokens
    else { preconditionFailure("this network reads \(input), not tokens") }
    runTiles(of: offsets.count, length: length, workspace, into: &output) { tile, lanes in
      workspace.codes.load(
        tokens, at: offsets[tile], length: length, stride: spacing, count: count, lanes: lanes)
    }
  }

  /// Writes the output for sequences of values to `output`, sequence by sequence.
  ///
  /// - Parameters:
  ///   - values: `(length, batch, features)`.
  ///   - output: resized to fit; its memory is reused.
  package func run(
    _ values: [Float], batch: Int, length: Int, _ workspace: InferenceWorkspace,
    into output: inout [Float]
  ) {
    precondition(input == .values, "this network reads \(input), not values")
    runTiles(of: batch, length: length, workspace, into: &output) { tile, lanes in
      workspace.values(beforeStage: 0).load(values, batch: batch, sequences: tile, lanes: lanes)
    }
  }

  /// Runs all stages on tiles of `count` sequences; `load` sets the input of some for so many lanes.
  private func runTiles(
    of count: Int, length: Int, _ workspace: InferenceWorkspace, into output: inout [Float],
    load: (_ tile: Range<Int>, _ lanes: Int) -> Void
  ) {
    let shape = outputShape(length: length)
    let size = shape.steps * shape.features
    if output.count != count * size { output = Array(repeating: 0, count: count * size) }
    guard size > 0 else { return }
    workspace.prepare(self, length: length)
    for start in stride(from: 0, to: count, by: tileSize) {
      let tile = start..<min(start + tileSize, count)
      let kernels = kernels(for: tile.count)
      workspace.lanes = kernels.lanes
      load(tile, kernels.lanes)
      runStages(workspace, kernels, length: length)
        .store(tile.count, into: &output, at: start * size, lanes: kernels.lanes)
    }
  }

  private func runStages(
    _ workspace: InferenceWorkspace, _ kernels: LaneKernels, length: Int
  ) -> LaneArray {
    for (index, stage) in stages.enumerated() {
      let output = workspace.values(beforeStage: index + 1)
      switch stage {
      case .codeConvolution(let convolution):
        let steps = length + convolution.padding.before + convolution.padding.after
        kernels.run(convolution, workspace.codes, steps: steps, into: output)
      case .product(let product):
        kernels.run(product, workspace.paddedValues(beforeStage: index), into: output)
      case .pooling(let features, let operations):
        let input = workspace.values(beforeStage: index)
        for (place, operation) in operations.enumerated() {
          kernels.pool(
            input, operation,
            into: output.features(place * features, features, lanes: kernels.lanes))
        }
      case .recurrence(let directions, let isLastOnly):
        var firstFeature = 0
        for direction in directions {
          let states = LaneStates(
            array: output, firstFeature: firstFeature, isLastOnly: isLastOnly)
          switch direction.input {
          case .letters, .tokens:
            kernels.run(
              direction, workspace.codes, steps: length, into: states, workspace.memory)
          case .values:
            kernels.run(
              direction, workspace.values(beforeStage: index), into: states, workspace.memory)
          }
          firstFeature += direction.hidden
        }
      }
    }
    return workspace.values(beforeStage: stages.count)
  }
}
