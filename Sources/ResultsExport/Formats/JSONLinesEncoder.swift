internal import GenomicRegions

/// One JSON object a line, always with the same keys but `read`; 0-based half-open, `summit` an
/// offset from `start`, `null` for values that are unknown or no JSON number.
struct JSONLinesEncoder: FeatureEncoder {
  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer) {
    buffer.append("{\"contig\":")
    buffer.appendJSON(feature.interval.contig)
    buffer.append(",\"start\":")
    buffer.append(feature.interval.start.offset)
    buffer.append(",\"end\":")
    buffer.append(feature.interval.end.offset)
    buffer.append(",\"strand\":")
    buffer.appendJSON(feature.strand.rawValue)
    buffer.append(",\"label\":")
    buffer.appendJSON(feature.label)
    buffer.append(",\"model\":")
    buffer.appendJSON(feature.model)
    buffer.append(",\"probability\":")
    buffer.appendJSON(feature.probability)
    buffer.append(",\"logit\":")
    buffer.appendJSON(feature.logit)
    buffer.append(",\"pvalue\":")
    buffer.appendJSON(feature.pValue)
    buffer.append(",\"qvalue\":")
    buffer.appendJSON(feature.qValue)
    buffer.append(",\"summit\":")
    if let offset = feature.summitOffset { buffer.append(offset) } else { buffer.append("null") }
    if let readName = feature.readName {
      buffer.append(",\"read\":")
      buffer.appendJSON(readName)
    }
    buffer.append("}\n")
  }
}

extension TextBuffer {
  /// Appends a JSON string with its quotes.
  package mutating func appendJSON(_ text: String) {
    append("\"")
    append(text, escaping: .json)
    append("\"")
  }

  /// Appends a JSON number, or `null` for what JSON cannot write.
  package mutating func appendJSON(_ value: Double?) {
    if let value, value.isFinite { append(value) } else { append("null") }
  }
}
