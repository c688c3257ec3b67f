/// What a stack of recurrent layers is made of.
package struct RecurrentConfiguration: Sendable, Equatable {
  /// How a state follows from the one before.
  package enum Cell: Sendable, Equatable {
    /// `h' = activation(W x + U h + b)`: Elman 1990.
    case plain(PlainActivation)
    /// Hochreiter & Schmidhuber 1997 with forget gates; the candidate's function is named.
    case lstm(CandidateActivation)
    /// Cho et al. 2014.
    case gru(GRUReset)
  }

  package enum PlainActivation: Sendable {
    case tanh
    case rectifier
  }

  package enum CandidateActivation: Sendable {
    case tanh
    /// The form of Goodfellow, Bengio & Courville 2016, section 10.10.
    case sigmoid
  }

  /// Where a GRU's reset gate acts.
  package enum GRUReset: Sendable {
    /// `n = tanh(W x + b + r * (U h + b'))`: PyTorch, cuDNN.
    case afterProduct
    /// `n = tanh(W x + U (r * h) + b)`: Cho et al. 2014.
    case beforeProduct
  }

  package enum Direction: Sendable {
    case forward
    case bidirectional
    /// Bidirectional with one set of weights: the way back reads the complemented channels, which
    /// are the channels in reverse order, and gives its features in reverse order. The output of a
    /// reverse complement is the output reversed in time and features.
    case reverseComplement
  }

  package enum Output: Sendable {
    /// Every state.
    case all
    /// One step: the last state of each direction, the way back's being at the sequence's start.
    case last
  }

  /// `h' = h + leak * (cell(x, h) - h)`, leak in `0...1`: Jaeger et al. 2007.
  package enum Leak: Sendable, Equatable {
    case none
    case fixed(Double)
    /// Trained for each unit, as the sigmoid of a parameter.
    case trained(initial: Double)
  }

  /// Shares of values set to zero in training, one mask for all steps of a sequence, the others
  /// scaled up to keep the mean: Gal & Ghahramani 2016.
  package struct Dropout: Sendable, Equatable {
    package var input: Double
    package var betweenLayers: Double
    /// Of the state as the recurrent product sees it.
    package var recurrent: Double

    package init(input: Double = 0, betweenLayers: Double = 0, recurrent: Double = 0) {
      self.input = input
      self.betweenLayers = betweenLayers
      self.recurrent = recurrent
    }
  }

  /// How far back through time gradients go: Williams & Peng 1990, BPTT(horizon; step).
  package struct Truncation: Sendable, Equatable {
    /// Steps between passes backward (k1).
    package var step: Int
    /// Steps each pass goes back (k2), at least `step`.
    package var horizon: Int

    package init(step: Int, horizon: Int) {
      self.step = step
      self.horizon = horizon
    }
  }

  package var cell: Cell
  package var inputFeatures: Int
  /// Units of one direction of one layer.
  package var hiddenSize: Int
  package var layers = 1
  package var direction = Direction.forward
  package var output = Output.all
  package var leak = Leak.none
  /// Steps back of a second recurrent input beside the state before; none if `nil`.
  package var skip: Int?
  /// Whether each layer but the first adds its input to its output: He et al. 2016.
  package var isResidual = false
  /// Whether the recurrent product has biases of its own, as in PyTorch, beside the input's.
  package var hasRecurrentBias = true
  package var dropout = Dropout()
  /// `nil`: through the whole sequence.
  package var truncation: Truncation?

  package init(cell: Cell, inputFeatures: Int, hiddenSize: Int) {
    self.cell = cell
    self.inputFeatures = inputFeatures
    self.hiddenSize = hiddenSize
  }

  var directionCount: Int { direction == .forward ? 1 : 2 }
  var layerFeatures: Int { directionCount * hiddenSize }
  /// States before the first step that the first step can see.
  var lag: Int { max(1, skip ?? 1) }

  func inputFeatures(ofLayer layer: Int) -> Int { layer == 0 ? inputFeatures : layerFeatures }

  func checkRanges() {
    precondition(
      inputFeatures > 0 && hiddenSize > 0 && layers > 0,
      "\(inputFeatures) input features, \(hiddenSize) units, \(layers) layers")
    precondition(skip.map { $0 > 1 } ?? true, "skip of \(skip ?? 0) steps, not above 1")
    for share in [dropout.input, dropout.betweenLayers, dropout.recurrent] {
      precondition(0..<1 ~= share, "dropout \(share) outside 0..<1")
    }
    switch leak {
    case .none: break
    case .fixed(let value): precondition(value > 0 && value <= 1, "leak \(value) outside 0...1")
    case .trained(let value): precondition(value > 0 && value < 1, "leak \(value) outside 0..<1")
    }
    if let truncation {
      precondition(
        truncation.step > 0 && truncation.horizon >= truncation.step,
        "truncated at \(truncation.horizon) every \(truncation.step) steps")
    }
  }
}
