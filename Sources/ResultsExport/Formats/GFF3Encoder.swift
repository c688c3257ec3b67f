internal import GenomicRegions

/// GFF3, the one format here with 1-based inclusive positions.
///
/// The score column is the probability; model, raw score, p- and q-value and the 1-based position of
/// the summit are attributes. Source: "Generic Feature Format Version 3", Sequence Ontology, 1.26.
struct GFF3Encoder: FeatureEncoder {
  let options: AnnotationOptions

  func appendHeader(to buffer: inout TextBuffer) {
    buffer.append("##gff-version 3\n")
    for contig in options.contigs where contig.length > 0 {
      buffer.append("##sequence-region ")
      buffer.append(contig.name, escaping: .gffSequence)
      buffer.append(" 1 ")
      buffer.append(contig.length)
      buffer.append("\n")
    }
  }

  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer) {
    buffer.append(feature.interval.contig, escaping: .gffSequence)
    buffer.append("\t")
    buffer.append(options.source, escaping: .gffAttribute)
    buffer.append("\t")
    buffer.append(options.featureType, escaping: .gffAttribute)
    buffer.append("\t")
    buffer.append(feature.interval.start.oneBased)
    buffer.append("\t")
    buffer.append(feature.interval.end.offset)
    buffer.append("\t")
    if feature.probability.isNaN { buffer.append(".") } else { buffer.append(feature.probability) }
    buffer.append("\t")
    buffer.append(feature.strand.rawValue)
    buffer.append("\t.\tName=")
    buffer.append(feature.label, escaping: .gffAttribute)
    buffer.append(";model=")
    buffer.append(feature.model, escaping: .gffAttribute)
    append(feature.logit, named: "logit", to: &buffer)
    append(feature.pValue, named: "pvalue", to: &buffer)
    append(feature.qValue, named: "qvalue", to: &buffer)
    if let summitOffset = feature.summitOffset {
      buffer.append(";summit=")
      buffer.append((feature.interval.start + summitOffset).oneBased)
    }
    if let readName = feature.readName {
      buffer.append(";read=")
      buffer.append(readName, escaping: .gffAttribute)
    }
    buffer.append("\n")
  }

  private func append(_ value: Double?, named name: String, to buffer: inout TextBuffer) {
    guard let value, !value.isNaN else { return }
    buffer.append(";")
    buffer.append(name)
    buffer.append("=")
    buffer.append(value)
  }
}
