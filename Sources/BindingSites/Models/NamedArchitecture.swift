package import RecurrentCore

/// The networks for binding sites that can be asked for by name.
package enum NamedArchitecture: String, NamedNetwork, Sendable {
  /// Convolution, max pooling, bidirectional LSTM, largest and mean state over positions.
  case convolutionalLSTM = "conv-blstm"
  /// The same at twice the width: for tens of thousands of examples.
  case wideConvolutionalLSTM = "conv-blstm-wide"
  /// Convolution, max pooling, bidirectional LSTM and a value for every four bases.
  case convolutionalLSTMOfBins = "conv-blstm-bins"
  /// Bidirectional LSTM on the bases themselves.
  case bidirectionalLSTM = "blstm"
  /// `blstm` with one set of weights for both strands: a sequence and its reverse complement get the
  /// same logit.
  case tiedLSTM = "blstm-rc"
  /// Bidirectional GRU on the bases themselves.
  case bidirectionalGRU = "bgru"
  /// Vectors of words of bases, bidirectional GRU: KEGRU, Shen, Bao & Huang 2018.
  case kegru
  /// Convolution and the largest response over positions: the field's yardstick.
  case convolution = "conv"

  /// Whether the network gives a value for each bin of a sequence, not one for all of it.
  package var isOfBins: Bool { self == .convolutionalLSTMOfBins }

  /// A name, or the path of a JSON file.
  ///
  /// - Parameter wordLength: bases of the words that `kegru` reads.
  /// Throws `unknownArchitecture`, `cannotReadArchitecture`, `invalidArchitecture`.
  package static func architecture(
    _ nameOrPath: String, wordLength: Int = 5
  ) throws(RecurrentCoreError) -> NetworkArchitecture {
    try architecture(nameOrPath) { named throws(RecurrentCoreError) in
      try named.architecture(wordLength: wordLength)
    }
  }

  /// The file that stands for an architecture, if it is no name.
  package static func files(_ nameOrPath: String?) -> [String] {
    [nameOrPath].compactMap { $0 }.filter { NamedArchitecture(rawValue: $0) == nil }
  }

  package func architecture(
    wordLength: Int = 5
  ) throws(RecurrentCoreError) -> NetworkArchitecture {
    var architecture = try NetworkArchitecture(json: json)
    if self == .kegru {
      architecture.input = SequenceEncoding.kmers(length: wordLength, stride: 1).input
    }
    return architecture
  }

  /// Recurrent layers upon the bases themselves get them threefold: one channel in four is on, and
  /// weights that start for dense inputs leave states too small to learn from for many epochs.
  private var json: String {
    let layers =
      switch self {
      case .convolutionalLSTM:
        Self.convolutionalLSTM(filters: 64, hidden: 32, dropout: (0.25, 0.35))
      case .wideConvolutionalLSTM:
        Self.convolutionalLSTM(filters: 128, hidden: 64, dropout: (0.15, 0.3))
      case .convolutionalLSTMOfBins:
        """
        {"type": "convolution", "outputs": 48, "taps": 19},
        {"type": "relu"},
        {"type": "max_pooling", "size": 4},
        {"type": "dropout", "probability": 0.15},
        {"type": "lstm", "hidden_size": 32, "direction": "bidirectional"},
        {"type": "dropout", "probability": 0.15},
        {"type": "dense", "outputs": 32},
        {"type": "relu"},
        {"type": "dropout", "probability": 0.07},
        {"type": "dense", "outputs": 1}
        """
      case .bidirectionalLSTM:
        """
        {"type": "scale", "factor": 3},
        {"type": "lstm", "hidden_size": 32, "direction": "bidirectional", "layers": 2},
        {"type": "global_pooling", "parts": ["max"]},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 1}
        """
      case .tiedLSTM:
        """
        {"type": "scale", "factor": 3},
        {"type": "lstm", "hidden_size": 32, "direction": "reverse_complement", "layers": 2},
        {"type": "global_pooling", "parts": ["max"]},
        {"type": "mirror_mean"},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 1}
        """
      case .bidirectionalGRU:
        """
        {"type": "scale", "factor": 3},
        {"type": "gru", "hidden_size": 32, "direction": "bidirectional", "layers": 2},
        {"type": "global_pooling", "parts": ["max"]},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 1}
        """
      case .kegru:
        """
        {"type": "embedding", "outputs": 100},
        {"type": "gru", "hidden_size": 64, "direction": "bidirectional", "reset": "before_product"},
        {"type": "global_pooling", "parts": ["max"]},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 1}
        """
      case .convolution:
        """
        {"type": "convolution", "outputs": 64, "taps": 19},
        {"type": "relu"},
        {"type": "global_pooling", "parts": ["max"]},
        {"type": "dropout", "probability": 0.2},
        {"type": "dense", "outputs": 32},
        {"type": "relu"},
        {"type": "dense", "outputs": 1}
        """
      }
    return "{\"input\": {\"features\": 4}, \"layers\": [\(layers)]}"
  }

  private static func convolutionalLSTM(
    filters: Int, hidden: Int, dropout: (features: Double, states: Double)
  ) -> String {
    """
    {"type": "convolution", "outputs": \(filters), "taps": 15},
    {"type": "relu"},
    {"type": "max_pooling", "size": 4},
    {"type": "dropout", "probability": \(dropout.features)},
    {"type": "lstm", "hidden_size": \(hidden), "direction": "bidirectional"},
    {"type": "global_pooling", "parts": ["max", "mean"]},
    {"type": "dropout", "probability": \(dropout.states)},
    {"type": "dense", "outputs": 1}
    """
  }
}
