/// Turns features into the lines of one format.
protocol FeatureEncoder: Sendable {
  /// The lines before the first feature, if the format has any.
  func appendHeader(to buffer: inout TextBuffer)
  /// One feature with its newline.
  func append(_ feature: GenomicFeature, to buffer: inout TextBuffer)
}

extension FeatureEncoder {
  func appendHeader(to buffer: inout TextBuffer) {}
}

extension AnnotationFormat {
  /// The encoder of a format for features; nil for bedGraph.
  func featureEncoder(options: AnnotationOptions) -> (any FeatureEncoder)? {
    switch self {
    case .narrowPeak: NarrowPeakEncoder()
    case .bed: BEDEncoder()
    case .bedGraph: nil
    case .gff3: GFF3Encoder(options: options)
    case .tsv: FeatureTableEncoder()
    case .jsonLines: JSONLinesEncoder()
    }
  }
}
