#if canImport(Glibc)
  internal import Glibc
#endif

/// ENCODE narrowPeak (BED6+4); 0-based half-open.
///
/// signalValue is the model's raw score; columns 8 and 9 are -log10 of the p- and q-value and
/// column 10 the summit's offset, each -1 when unknown. Source: UCSC Genome Browser, "ENCODE
/// narrowPeak: Narrow (or Point-Source) Peaks format".
struct NarrowPeakEncoder: FeatureEncoder {
  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer) {
    buffer.appendBEDColumns(of: feature)
    buffer.append("\t")
    buffer.append(feature.logit)
    buffer.append("\t")
    appendNegativeLog(feature.pValue, to: &buffer)
    buffer.append("\t")
    appendNegativeLog(feature.qValue, to: &buffer)
    buffer.append("\t")
    buffer.append(feature.summitOffset ?? -1)
    buffer.append("\n")
  }

  private func appendNegativeLog(_ value: Double?, to buffer: inout TextBuffer) {
    guard let value, !value.isNaN else {
      buffer.append(-1)
      return
    }
    // The smallest positive number stands in for 0, whose logarithm no reader accepts; adding 0
    // turns the -0 of a p-value of 1 into 0.
    buffer.append(-log10(max(value, .leastNonzeroMagnitude)) + 0)
  }
}
