/// What a binding-site model was made for, besides its network: the section `binding` of its file.
package struct BindingContract: Codable, Sendable, Equatable {
  /// The factor or class a site is reported as, e.g. `CTCF`.
  package var label: String
  /// How sequences become numbers: `one_hot`, or `kmer` with `kmer_length` and `kmer_stride`.
  package var encoding: SequenceEncoding
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
    case kmerLength = "kmer_length"
    case kmerStride = "kmer_stride"
    case pValueThreshold = "p_value_threshold"
  }

  package init(
    label: String, encoding: SequenceEncoding = .oneHot, window: Int, stride: Int = 50,
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
    if let problem = encoding.problem { return problem }
    if !(1...10_000).contains(window) { return "its window of \(window) bases" }
    if !(1...1_000_000).contains(stride) { return "its stride of \(stride) bases" }
    if let bins {
      if encoding != .oneHot { return "its bins of words" }
      if stride != bins.bin { return "its stride of \(stride) bases with bins of \(bins.bin)" }
      if let problem = bins.problem(window: window) { return problem }
    }
    if !(0..<1).contains(pValueThreshold) { return "its p-value threshold of \(pValueThreshold)" }
    return nil
  }
}

extension BindingContract {
  private enum EncodingName: String, Codable {
    case oneHot = "one_hot"
    case kmer
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let encoding: SequenceEncoding =
      switch try container.decode(EncodingName.self, forKey: .encoding) {
      case .oneHot: .oneHot
      case .kmer:
        .kmers(
          length: try container.decode(Int.self, forKey: .kmerLength),
          stride: try container.decode(Int.self, forKey: .kmerStride))
      }
    self.init(
      label: try container.decode(String.self, forKey: .label), encoding: encoding,
      window: try container.decode(Int.self, forKey: .window),
      stride: try container.decode(Int.self, forKey: .stride),
      pValueThreshold: try container.decode(Double.self, forKey: .pValueThreshold),
      bins: try container.decodeIfPresent(BinGrid.self, forKey: .bins))
    organism = try container.decodeIfPresent(String.self, forKey: .organism)
    assay = try container.decodeIfPresent(String.self, forKey: .assay)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(label, forKey: .label)
    switch encoding {
    case .oneHot: try container.encode(EncodingName.oneHot, forKey: .encoding)
    case .kmers(let length, let stride):
      try container.encode(EncodingName.kmer, forKey: .encoding)
      try container.encode(length, forKey: .kmerLength)
      try container.encode(stride, forKey: .kmerStride)
    }
    try container.encode(window, forKey: .window)
    try container.encode(stride, forKey: .stride)
    try container.encode(pValueThreshold, forKey: .pValueThreshold)
    try container.encodeIfPresent(bins, forKey: .bins)
    try container.encodeIfPresent(organism, forKey: .organism)
    try container.encodeIfPresent(assay, forKey: .assay)
  }
}
