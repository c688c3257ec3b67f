package import GenomicRegions

/// One reported stretch of a reference or of a read: a line of BED, narrowPeak, GFF3, TSV or JSONL.
package struct GenomicFeature: Sendable, Equatable {
  /// Bases covered, on a reference sequence or a read; at least one.
  package var interval: GenomicInterval
  package var strand: Strand
  /// What was found, e.g. a factor or class name.
  package var label: String
  /// The model that found it.
  package var model: String
  /// Calibrated probability, 0...1.
  package var probability: Double
  /// The model's raw score.
  package var logit: Double
  /// Chance of such a score under the model's null, if it has one.
  package var pValue: Double?
  /// The p-value corrected for the number of places tested.
  package var qValue: Double?
  /// The best base, as an offset from the interval's start.
  package var summitOffset: Int64?
  /// The read, when the contig is the reference it is aligned to.
  package var readName: String?

  package init(
    interval: GenomicInterval, strand: Strand, label: String, model: String,
    probability: Double, logit: Double, pValue: Double? = nil, qValue: Double? = nil,
    summitOffset: Int64? = nil, readName: String? = nil
  ) {
    precondition(!interval.isEmpty, "a feature of no bases at \(interval)")
    self.interval = interval
    self.strand = strand
    self.label = label
    self.model = model
    self.probability = probability
    self.logit = logit
    self.pValue = pValue
    self.qValue = qValue
    self.summitOffset = summitOffset
    self.readName = readName
  }

  /// The probability on BED's scale of 0...1000; 0 when it is not a number.
  var bedScore: Int {
    probability.isNaN ? 0 : Int((min(max(probability, 0), 1) * 1000).rounded())
  }
}
