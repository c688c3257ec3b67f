internal import RecurrentCore

/// The network of workloads D and ED, and records for it: `ecg train`'s `vanzaen2019` without dropout.
///
/// Seven convolutions on each of 34 windows of 512 samples, an LSTM of 128 units over the windows,
/// four classes.
enum RhythmNetwork {
  private static let window = 512
  private static let hop = 256
  private static let samples = 9000
  private static let channels = [1, 8, 16, 32, 64, 128, 256, 512]
  private static let hidden = 128

  static let json = """
    {"input": {"features": 1}, "layers": [
      {"type": "windows", "length": \(window), "hop": \(hop), "layers": [
        \(channels.dropFirst().map(block).joined(separator: ", ")),
        {"type": "global_pooling", "parts": ["mean"]}]},
      {"type": "lstm", "hidden_size": \(hidden), "output": "last"},
      {"type": "dense", "outputs": 4}]}
    """

  /// Floating-point operations of one record's forward pass.
  static var operations: Double {
    let convolutions = zip(channels, channels.dropFirst()).enumerated().map { level, ends in
      Double(10 * ends.0 * ends.1 * (window >> level))
    }
    let windows = (samples - window) / hop + 1
    let recurrence = 8 * hidden * (hidden + channels[channels.count - 1])
    return Double(windows) * (convolutions.reduce(0, +) + Double(recurrence))
  }

  /// Noise.
  static func records(_ count: Int) -> NetworkInput<Float> {
    var generator = RandomGenerator(seed: 2)
    let values = (0..<samples * count).map { _ in Float(generator.uniform() * 2 - 1) }
    return .values(
      SequenceBatch(Tensor(.sequences(time: samples, batch: count, features: 1), values)))
  }

  private static func block(_ channels: Int) -> String {
    """
    {"type": "convolution", "outputs": \(channels), "taps": 5}, {"type": "relu"}, \
    {"type": "max_pooling", "size": 2}
    """
  }
}
