/// What a binding-site model was made for, besides its network: the section `binding` of its file.
package struct BindingContract: Codable, Sendable, Equatable {
  /// How sequences become numbers.
  package enum Encoding: String, Codable, Sendable {
    /// Channels A, C, G, T; an unknown base is 0.25 in each.
    case oneHot = "one_hot"
  }

  /// The factor or class a site is reported as, e.g. `CTCF`.
  package var label: String
  package var encoding: Encoding
  /// Bases the network reads at once.
  package var window: Int
  /// Bases between windows of a scan where nothing else is asked for.
  package var stride: Int
  /// Windows up to this p-value are called where nothing else is asked for.
  package var pValueThreshold: Double

  enum CodingKeys: String, CodingKey {
    case label, encoding, window, stride
    case pValueThreshold = "p_value_threshold"
  }

  package init(
    label: String, encoding: Encoding = .oneHot, window: Int, stride: Int = 50,
    pValueThreshold: Double = 1e-4
  ) {
    self.label = label
    self.encoding = encoding
    self.window = window
    self.stride = stride
    self.pValueThreshold = pValueThreshold
  }

  /// The first value that makes no sense, in words.
  var problem: String? {
    if label.isEmpty { return "its label is empty" }
    if !(1...10_000).contains(window) { return "its window of \(window) bases" }
    if !(1...1_000_000).contains(stride) { return "its stride of \(stride) bases" }
    if !(0..<1).contains(pValueThreshold) { return "its p-value threshold of \(pValueThreshold)" }
    return nil
  }
}
