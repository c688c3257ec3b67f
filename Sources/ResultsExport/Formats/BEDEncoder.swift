internal import GenomicRegions

/// BED6 and the probability as a seventh column; 0-based half-open.
///
/// The name is the read for features on aligned reads, else the label; the score is 1000 times the
/// probability. Source: "The Browser Extensible Data (BED) format", GA4GH, version 1.0.
struct BEDEncoder: FeatureEncoder {
  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer) {
    buffer.appendBEDColumns(of: feature)
    buffer.append("\t")
    buffer.append(feature.probability)
    buffer.append("\n")
  }
}

extension TextBuffer {
  /// Contig, start and end, tab separated.
  mutating func appendBEDInterval(_ interval: GenomicInterval) {
    append(interval.contig, escaping: .bed)
    append("\t")
    append(interval.start.offset)
    append("\t")
    append(interval.end.offset)
  }

  /// The six columns BED6 and narrowPeak share.
  mutating func appendBEDColumns(of feature: GenomicFeature) {
    appendBEDInterval(feature.interval)
    append("\t")
    let name = feature.readName ?? feature.label
    append(name.isEmpty ? "." : name, escaping: .bed)
    append("\t")
    append(feature.bedScore)
    append("\t")
    append(feature.strand.rawValue)
  }
}
