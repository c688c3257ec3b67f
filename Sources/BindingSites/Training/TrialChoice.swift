internal import Glibc
package import RecurrentCore

/// What a trial of a search changes: a point in the space of hyper-parameters.
package struct TrialChoice: Codable, Sendable, Equatable {
  package var learningRate: Double
  package var weightDecay: Double
  /// Of every dropout layer; nil for an architecture without one.
  package var dropout: Double?
  /// Of the first convolution; nil without one.
  package var convolutionOutputs: Int?
  package var convolutionTaps: Int?
  /// Of every recurrent layer; nil without one.
  package var hiddenSize: Int?

  /// Ranges drawn from: rates evenly by their logarithm, the rest evenly.
  enum Searched {
    static let learningRate = 5e-4...2e-2
    /// In half of the trials; none in the others.
    static let weightDecay = 1e-4...3e-2
    static let dropout = 0.0...0.5
    static let convolutionOutputs = [24, 32, 48, 64, 96]
    static let convolutionTaps = [11, 15, 19, 23, 27]
    static let hiddenSize = [16, 24, 32, 48, 64]
  }

  /// What a plan has already.
  package init(of settings: TrainingSettings, _ architecture: NetworkArchitecture) {
    learningRate = settings.learningRate
    weightDecay = settings.method.weightDecay
    for layer in architecture.layers.reversed() {
      switch layer {
      case .dropout(let options): dropout = options.probability
      case .convolution(let options):
        convolutionOutputs = options.outputs
        convolutionTaps = options.taps
      case .recurrent(let options): hiddenSize = options.hiddenSize
      default: break
      }
    }
  }

  /// A point drawn from the ranges, in the dimensions that `base` has.
  ///
  /// The same numbers are drawn whatever the architecture, so that a search is a fixed sequence.
  init(like base: TrialChoice, _ generator: inout RandomGenerator) {
    func logarithmic(_ range: ClosedRange<Double>) -> Double {
      let (low, high) = (log(range.lowerBound), log(range.upperBound))
      let value = exp(low + (high - low) * generator.uniform())
      // Three digits: a table's reader can give them again.
      let scale = pow(10, 2 - floor(log10(value)))
      return (value * scale).rounded() / scale
    }
    func one(of values: [Int]) -> Int { values[Int(generator.uniform() * Double(values.count))] }
    learningRate = logarithmic(Searched.learningRate)
    let decay = logarithmic(Searched.weightDecay)
    weightDecay = generator.uniform() < 0.5 ? decay : 0
    let share = generator.uniform() * Searched.dropout.upperBound
    dropout = base.dropout.map { _ in (share * 100).rounded() / 100 }
    let outputs = one(of: Searched.convolutionOutputs)
    convolutionOutputs = base.convolutionOutputs.map { _ in outputs }
    let taps = one(of: Searched.convolutionTaps)
    convolutionTaps = base.convolutionTaps.map { _ in taps }
    let hidden = one(of: Searched.hiddenSize)
    hiddenSize = base.hiddenSize.map { _ in hidden }
  }

  func apply(to settings: inout TrainingSettings) {
    settings.learningRate = learningRate
    settings.method = weightDecay > 0 ? .adamW(weightDecay: weightDecay) : .adam()
  }

  func apply(to architecture: inout NetworkArchitecture) {
    var isFirstConvolution = true
    for index in architecture.layers.indices {
      switch architecture.layers[index] {
      case .dropout(var options):
        if let dropout { options.probability = dropout }
        architecture.layers[index] = .dropout(options)
      case .convolution(var options) where isFirstConvolution:
        isFirstConvolution = false
        if let convolutionOutputs { options.outputs = convolutionOutputs }
        if let convolutionTaps { options.taps = convolutionTaps }
        architecture.layers[index] = .convolution(options)
      case .recurrent(var options):
        if let hiddenSize { options.hiddenSize = hiddenSize }
        architecture.layers[index] = .recurrent(options)
      default: break
      }
    }
  }
}

extension OptimisationMethod {
  fileprivate var weightDecay: Double {
    switch self {
    case .sgd(_, _, let decay), .adam(_, _, _, let decay), .adamW(_, _, _, let decay): decay
    }
  }
}
