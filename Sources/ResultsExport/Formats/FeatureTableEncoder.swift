internal import GenomicRegions

/// The table `#contig start end strand label probability pvalue qvalue`, tab separated, 0-based
/// half-open, `NA` for values that are unknown.
struct FeatureTableEncoder: FeatureEncoder {
  func appendHeader(to buffer: inout TextBuffer) {
    buffer.append("#contig\tstart\tend\tstrand\tlabel\tprobability\tpvalue\tqvalue\n")
  }

  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer) {
    buffer.append(feature.interval.contig, escaping: .tabSeparated)
    buffer.append("\t")
    buffer.append(feature.interval.start.offset)
    buffer.append("\t")
    buffer.append(feature.interval.end.offset)
    buffer.append("\t")
    buffer.append(feature.strand.rawValue)
    buffer.append("\t")
    buffer.append(feature.label, escaping: .tabSeparated)
    for value in [feature.probability, feature.pValue, feature.qValue] {
      buffer.append("\t")
      if let value, !value.isNaN { buffer.append(value) } else { buffer.append("NA") }
    }
    buffer.append("\n")
  }
}
