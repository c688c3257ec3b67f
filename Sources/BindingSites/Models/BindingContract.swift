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
  /// Bases the network reads at once or, of a model that gives a value for each bin, those of a site.
  package var window: Int
  /// Bases between windows of a scan where nothing else is asked for.
  package var stride: Int
  /// Windows up to this p-value are called where nothing else is asked for.
  package var pValueThreshold: Double
  /// The bins the network gives values for; nil if it gives one for a window.
  package var bins: BinGrid?
  /// Whose DNA the sites were found in, e.g. `Homo sapiens`; nil if nobody said.
  package var organism: String?
  /// How and in what cells they were found, e.g. `ChIP-seq GM12878`; nil if nobody said.
  package var assay: String?

  enum CodingKeys: String, CodingKey {
    case label, encoding, window, stride, bins, organism, assay
    case pValueThreshold = "p_value_threshold"
  }

  package init(
    label: String, encoding: Encoding = .oneHot, window: Int, stride: Int = 50,
    pValueThreshold: Double = 1e-4, bins: BinGrid? = nil
  ) {
    self.label = label
    self.encoding = encoding
    self.window = window
    self.stride = stride
    self.pValueThreshold = pValueThreshold
    self.bins = bins
  }

  /// The contract of a model that gives a value for each bin, for sites of `window` bases.
  package init(label: String, window: Int, pValueThreshold: Double = 1e-4, bins: BinGrid) {
    self.init(
      label: label, window: window, stride: bins.bin, pValueThreshold: pValueThreshold, bins: bins)
  }

  /// What is scored, for messages.
  package var scoredUnits: String { bins == nil ? "windows" : "bins" }

  /// Bases on either side of a region that scanning it needs.
  package var regionMargin: Int64 {
    guard let bins else { return Int64(window - 1) }
    return Int64(bins.chunk + bins.context + bins.flank(window: window))
  }

  /// The first value that makes no sense, in words.
  var problem: String? {
    if label.isEmpty { return "its label is empty" }
    if !(1...10_000).contains(window) { return "its window of \(window) bases" }
    if !(1...1_000_000).contains(stride) { return "its stride of \(stride) bases" }
    if let bins {
      if stride != bins.bin { return "its stride of \(stride) bases with bins of \(bins.bin)" }
      if let problem = bins.problem(window: window) { return problem }
    }
    if !(0..<1).contains(pValueThreshold) { return "its p-value threshold of \(pValueThreshold)" }
    return nil
  }
}
