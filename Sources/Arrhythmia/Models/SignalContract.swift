/// What a model expects of its input, so that a recording of any frequency and unit can be brought to
/// it.
package struct SignalContract: Codable, Sendable, Equatable {
  /// How the amplitude is brought to the network's range.
  package enum Scaling: Codable, Sendable, Equatable {
    /// Divided by a voltage in millivolts, e.g. the mean standard deviation of training records.
    case millivolts(Double)
    /// Divided by the recording's own standard deviation.
    case standardDeviation
  }

  /// Samples a second at the network's input.
  package var samplingFrequency: Double
  /// Butterworth band-pass, forwards and backwards, at the recording's own frequency: edges in hertz.
  package var lowCutoff: Double
  package var highCutoff: Double
  /// As in SciPy's `butter`: a band-pass has twice as many poles.
  package var filterOrder: Int
  package var scaling: Scaling
  /// The fewest samples, at the network's frequency, that are classified.
  package var minimumSamples: Int
  /// The most samples a verdict is given on at once; longer recordings get several.
  package var maximumSamples: Int
  /// Whether a signal and its negative are both classified and their logits averaged, so that the
  /// verdict does not depend on polarity.
  package var averagesPolarity: Bool

  package init(scaling: Scaling) {
    samplingFrequency = 200
    lowCutoff = 0.5
    highCutoff = 40
    filterOrder = 3
    self.scaling = scaling
    minimumSamples = 512
    maximumSamples = 12_288
    averagesPolarity = false
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    samplingFrequency = try fields.decode(Double.self, forKey: .samplingFrequency)
    lowCutoff = try fields.decode(Double.self, forKey: .lowCutoff)
    highCutoff = try fields.decode(Double.self, forKey: .highCutoff)
    filterOrder = try fields.decode(Int.self, forKey: .filterOrder)
    scaling = try fields.decode(Scaling.self, forKey: .scaling)
    minimumSamples = try fields.decode(Int.self, forKey: .minimumSamples)
    maximumSamples = try fields.decode(Int.self, forKey: .maximumSamples)
    averagesPolarity = try fields.decodeIfPresent(Bool.self, forKey: .averagesPolarity) ?? false
  }

  /// What makes no sense, or nil.
  var problem: String? {
    guard samplingFrequency.isFinite, lowCutoff > 0, lowCutoff < highCutoff,
      highCutoff < samplingFrequency / 2, 1...8 ~= filterOrder
    else { return "its filter is not one" }
    if case .millivolts(let value) = scaling, !(value > 0 && value.isFinite) {
      return "its amplitude is not positive"
    }
    guard minimumSamples > 0, minimumSamples <= maximumSamples, maximumSamples <= 1 << 20 else {
      return "its lengths are not in order"
    }
    return nil
  }
}
