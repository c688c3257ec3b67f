package import RecurrentCore

/// The networks for rhythms that can be asked for by name.
package enum NamedRhythmArchitecture: String, NamedNetwork, Sendable {
  /// Seven convolutional blocks on windows of 512 samples, an LSTM over the windows: Van Zaen,
  /// Chételat, Lemay, Calvo & Delgado-Gonzalo 2019, "Classification of cardiac arrhythmias from
  /// single lead ECG with a convolutional recurrent neural network". One bias a gate, as theirs.
  case vanZaen2019 = "vanzaen2019"
  /// Five residual blocks (He et al. 2016) from 100 samples a second down to about three, a
  /// bidirectional LSTM over what they find, its largest and mean states.
  case residualLSTM = "residual-blstm"
  /// The same with the LSTM at about six steps a second.
  case fineResidualLSTM = "residual-blstm-fine"

  /// A name, or the path of a JSON file.
  ///
  /// Throws `unknownArchitecture`, `cannotReadArchitecture`, `invalidArchitecture`.
  package static func architecture(
    _ nameOrPath: String
  ) throws(RecurrentCoreError) -> NetworkArchitecture {
    try architecture(nameOrPath) { named throws(RecurrentCoreError) in try named.architecture() }
  }

  package func architecture() throws(RecurrentCoreError) -> NetworkArchitecture {
    switch self {
    case .vanZaen2019: try NetworkArchitecture(json: Self.vanZaen)
    case .residualLSTM: try NetworkArchitecture(json: Self.residual(isFine: false))
    case .fineResidualLSTM: try NetworkArchitecture(json: Self.residual(isFine: true))
    }
  }

  private static var vanZaen: String {
    let blocks = [8, 16, 32, 64, 128, 256, 512].map { channels in
      """
      {"type": "convolution", "outputs": \(channels), "taps": 5, "start": "glorot"},
      {"type": "relu"},
      {"type": "max_pooling", "size": 2},
      """
    }.joined(separator: "\n")
    return """
      {"input": {"features": 1}, "layers": [
      {"type": "windows", "length": 512, "hop": 256, "layers": [
      \(blocks)
      {"type": "global_pooling", "parts": ["mean"]}]},
      {"type": "lstm", "hidden_size": 128, "recurrent_bias": false, "output": "last",
       "input_dropout": 0.5, "recurrent_dropout": 0.5},
      {"type": "dense", "outputs": 4}]}
      """
  }

  private static func residual(isFine: Bool) -> String {
    let widths = [24, 32, 48, 64, 96]
    let pooling = #"{"type": "max_pooling", "size": 2},"#
    let blocks = widths.enumerated().map { index, channels in
      """
      {"type": "residual", "layers": [
      {"type": "batch_normalisation"}, {"type": "relu"},
      {"type": "convolution", "outputs": \(channels), "taps": 5},
      {"type": "batch_normalisation"}, {"type": "relu"},
      {"type": "dropout", "probability": 0.2},
      {"type": "convolution", "outputs": \(channels), "taps": 5}]},
      \(isFine && index == widths.count - 1 ? "" : pooling)
      """
    }.joined(separator: "\n")
    return """
      {"input": {"features": 1}, "layers": [
      {"type": "convolution", "outputs": 24, "taps": 15, "stride": 2},
      \(blocks)
      {"type": "batch_normalisation"}, {"type": "relu"},
      {"type": "dropout", "probability": 0.3},
      {"type": "lstm", "hidden_size": 64, "direction": "bidirectional"},
      {"type": "global_pooling", "parts": ["max", "mean"]},
      {"type": "dropout", "probability": 0.3},
      {"type": "dense", "outputs": 4}]}
      """
  }
}
