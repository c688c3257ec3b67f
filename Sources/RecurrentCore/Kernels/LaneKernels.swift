internal import CRecurrentKernels

/// The kernels that run one sequence a lane, of one instruction set and for tiles of one width.
struct LaneKernels: Sendable {
  private let table: rk_lane_table

  /// Those of all widths, narrowest first; a sequence gets the same result from each.
  static func widths(_ instructionSet: InstructionSet = .current) -> [LaneKernels] {
    var all: [LaneKernels] = []
    while let table = unsafe rk_lane_table_for(instructionSet.kernelValue, all.count) {
      unsafe all.append(LaneKernels(table: table.pointee))
    }
    return all
  }

  /// Sequences that one call works on.
  var lanes: Int { table.lanes }

  /// Keeps the machine's floating-point units full for `steps` steps.
  ///
  /// - Returns: the operations done, and a number that depends on them.
  func fillUnits(steps: Int) -> (operations: Double, result: Float) {
    (Double(steps) * 2 * Double(table.peak_steps), table.peak(steps))
  }

  /// Reads `input` from its padding on: `(steps + padding, features, lanes)`.
  func run(_ product: LaneProduct, _ input: LaneArray, into output: LaneArray) {
    input.checkFits(lanes: lanes)
    output.checkFits(lanes: lanes)
    let available = convolutionSteps(
      input.steps, taps: product.taps, stride: product.stride, dilation: 1)
    precondition(
      input.features == product.features && output.features == product.rows
        && output.steps == product.pool.outputSteps(available),
      "(\(input.steps), \(input.features)) into (\(output.steps), \(output.features))")
    unsafe product.weights.withUnsafeBufferPointer { weights in
      unsafe product.bias.withUnsafeBufferPointer { bias in
        var call = unsafe rk_lane_product()
        unsafe call.steps = output.steps
        unsafe call.rows = product.rows
        unsafe call.depth = product.taps * product.features
        unsafe call.weights = weights.baseAddress
        unsafe call.bias = bias.baseAddress
        unsafe call.values = UnsafePointer(input.buffer.base + input.offset)
        unsafe call.value_stride = product.stride * product.features * lanes
        unsafe call.out = output.buffer.base + output.offset
        unsafe call.out_stride = output.features * lanes
        unsafe call.activation = product.activation.kernelValue
        unsafe call.pool = product.pool.kernelValue(available: available)
        unsafe table.product(&call)
      }
    }
  }

  /// Reads the first `steps` steps of `codes`, their padding included.
  func run(
    _ convolution: LaneCodeConvolution, _ codes: LaneCodes, steps: Int, into output: LaneArray
  ) {
    output.checkFits(lanes: lanes)
    let available = convolutionSteps(
      steps, taps: convolution.taps, stride: convolution.stride, dilation: convolution.dilation)
    precondition(
      output.features == convolution.filters && steps <= codes.steps
        && output.steps == convolution.pool.outputSteps(available),
      "\(steps) of \(codes.steps) codes into (\(output.steps), \(output.features))")
    unsafe convolution.letters.withUnsafeBufferPointer { letters in
      unsafe convolution.tables.withUnsafeBufferPointer { tables in
        unsafe convolution.bias.withUnsafeBufferPointer { bias in
          var call = unsafe rk_lane_code_convolution()
          unsafe call.steps = output.steps
          unsafe call.filters = convolution.filters
          unsafe call.taps = convolution.taps
          unsafe call.stride = convolution.stride
          unsafe call.dilation = convolution.dilation
          unsafe call.pool = convolution.pool.kernelValue(available: available)
          unsafe call.letters = letters.baseAddress
          unsafe call.tables = tables.baseAddress
          unsafe call.bias = bias.baseAddress
          unsafe call.codes = UnsafePointer(codes.base)
          unsafe call.relu = convolution.isRectified
          unsafe call.out = output.buffer.base + output.offset
          unsafe call.out_stride = output.features * lanes
          unsafe table.code_convolution(&call)
        }
      }
    }
  }

  /// Runs one direction over `steps` steps of `codes`, of letters or tokens as the direction reads.
  func run(
    _ direction: LaneRecurrence, _ codes: LaneCodes, steps: Int, into output: LaneStates,
    _ memory: LaneMemory
  ) {
    precondition(
      direction.input != .values && steps <= codes.steps, "\(steps) of \(codes.steps) codes")
    unsafe run(direction, steps: steps, output, memory) { call in
      guard let table = direction.tokenTable else {
        unsafe call.codes = UnsafePointer(codes.base)
        return
      }
      unsafe call.tokens = UnsafePointer(codes.base)
      unsafe call.token_table = UnsafePointer(table.base)
      unsafe call.token_stride = table.stride
      unsafe call.inputs = memory.scratch.base + direction.cellScratchCount * lanes
    }
  }

  /// Runs one direction over all steps of `input`.
  func run(
    _ direction: LaneRecurrence, _ input: LaneArray, into output: LaneStates, _ memory: LaneMemory
  ) {
    input.checkFits(lanes: lanes)
    precondition(
      direction.input == .values && input.features == direction.features,
      "\(input.features) features for \(direction.features)")
    unsafe run(direction, steps: input.steps, output, memory) { call in
      unsafe call.values = UnsafePointer(input.buffer.base + input.offset)
      unsafe call.value_stride = input.features * lanes
    }
  }

  private func run(
    _ direction: LaneRecurrence, steps: Int, _ output: LaneStates, _ memory: LaneMemory,
    setInput: (inout rk_lane_recurrence) -> Void
  ) {
    let place = output.array
    place.checkFits(lanes: lanes)
    memory.scratch.checkFits(0..<direction.scratchCount * lanes)
    memory.states.checkFits(0..<direction.stateCount * lanes)
    precondition(
      output.firstFeature + direction.hidden <= place.features
        && place.steps == (output.isLastOnly ? 1 : steps),
      "\(steps) steps of \(direction.hidden) into (\(place.steps), \(place.features))")
    unsafe direction.parameters.withUnsafeBufferPointer { buffer in
      guard let parameters = buffer.baseAddress else { return }
      let offsets = direction.offsets
      var call = unsafe rk_lane_recurrence()
      unsafe setInput(&call)
      unsafe call.steps = steps
      unsafe call.features = direction.features
      unsafe call.hidden = direction.hidden
      unsafe call.reversed = direction.isReversed
      unsafe call.input_weights = parameters + offsets.inputWeights
      unsafe call.tables = parameters + offsets.tables
      unsafe call.bias = parameters + offsets.bias
      unsafe call.recurrent_weights = parameters + offsets.recurrentWeights
      unsafe call.candidate_weights = parameters + offsets.candidateWeights
      unsafe call.candidate_bias = parameters + offsets.candidateBias
      unsafe call.scratch = memory.scratch.base
      let target = unsafe place.buffer.base + place.offset + output.firstFeature * lanes
      if output.isLastOnly {
        unsafe call.states = memory.states.base
        unsafe call.state_stride = direction.hidden * lanes
        unsafe call.last_only = true
        unsafe call.last = target
      } else {
        unsafe call.states = target
        unsafe call.state_stride = place.features * lanes
      }
      switch direction.cell {
      case .lstm: unsafe table.lstm(&call)
      case .gruResetAfter: unsafe table.gru_reset_after(&call)
      case .gruResetBefore: unsafe table.gru_reset_before(&call)
      case .plain(let activation):
        unsafe call.activation = activation.kernelValue
        unsafe table.plain(&call)
      }
    }
  }

  /// What the operation takes of the steps of `input`, for each feature.
  func pool(
    _ input: LaneArray, _ operation: SequencePooling<Float>.Operation, into output: LaneArray
  ) {
    input.checkFits(lanes: lanes)
    output.checkFits(lanes: lanes)
    precondition(
      input.steps > 0 && output.steps == 1 && output.features == input.features,
      "(\(input.steps), \(input.features)) into (\(output.steps), \(output.features))")
    let end = (input.steps - 1) * input.features
    let half = input.features / 2
    switch operation {
    case .max:
      unsafe pool(
        input, rows: input.features, from: 0, to: 0, output, steps: input.steps, table.largest)
    case .mean:
      unsafe pool(
        input, rows: input.features, from: 0, to: 0, output, steps: input.steps, table.mean)
    case .last:
      unsafe pool(input, rows: input.features, from: end, to: 0, output, steps: 1, table.largest)
    case .ends:
      unsafe pool(input, rows: half, from: end, to: 0, output, steps: 1, table.largest)
      unsafe pool(input, rows: half, from: half, to: half, output, steps: 1, table.largest)
    }
  }

  /// Pools `rows` rows that begin at row `first` of a step's values, into the output from `place` on.
  private func pool(
    _ input: LaneArray, rows: Int, from first: Int, to place: Int, _ output: LaneArray,
    steps: Int, _ kernel: (UnsafePointer<rk_lane_pooling>?) -> Void
  ) {
    var call = unsafe rk_lane_pooling()
    unsafe call.steps = steps
    unsafe call.rows = rows
    unsafe call.values = UnsafePointer(input.buffer.base + input.offset + first * lanes)
    unsafe call.value_stride = input.features * lanes
    unsafe call.out = output.buffer.base + output.offset + place * lanes
    unsafe kernel(&call)
  }
}

extension LanePool {
  fileprivate func kernelValue(available: Int) -> rk_lane_pool {
    rk_lane_pool(size: size, stride: stride, before: before, available: available)
  }
}

extension LaneActivation {
  fileprivate var kernelValue: rk_activation {
    switch self {
    case .identity: RK_IDENTITY
    case .rectifier: RK_RELU
    case .sigmoid: RK_SIGMOID
    case .tanh: RK_TANH
    }
  }
}
