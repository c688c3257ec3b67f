/// Writes features or a signal to one output in one format.
///
/// Records are written in the order given; call `commit` at the end, or the output never appears.
package final class AnnotationWriter {
  package let format: AnnotationFormat
  /// Records written so far.
  package private(set) var recordCount = 0

  private let output: OutputFile
  private let featureEncoder: (any FeatureEncoder)?
  private let signalEncoder = BedGraphEncoder()

  /// - Parameters:
  ///   - path: a file, or `-`; BGZF when it ends in `.gz`.
  ///   - replaceExisting: whether a file that exists may be replaced at the end.
  /// - Throws: `outputExists`, `cannotCreate`.
  package init(
    path: String, format: AnnotationFormat, options: AnnotationOptions, replaceExisting: Bool
  ) throws(ResultsExportError) {
    self.format = format
    featureEncoder = format.featureEncoder(options: options)
    output = try OutputFile(path: path, replaceExisting: replaceExisting)
    featureEncoder?.appendHeader(to: &output.buffer)
  }

  package var path: String { output.path }

  /// Writes a feature; the format must not be bedGraph.
  package func write(_ feature: GenomicFeature) throws(ResultsExportError) {
    guard let featureEncoder else {
      preconditionFailure("\(format) holds signals; a feature was given")
    }
    featureEncoder.append(feature, to: &output.buffer)
    recordCount += 1
    try output.endRecord()
  }

  /// Writes a signal's value; the format must be bedGraph.
  package func write(_ signal: SignalValue) throws(ResultsExportError) {
    precondition(format.holdsSignal, "\(format) holds features; a signal was given")
    signalEncoder.append(signal, to: &output.buffer)
    recordCount += 1
    try output.endRecord()
  }

  /// Sends what was written so far to the reader of a pipe.
  package func flush() throws(ResultsExportError) {
    try output.flush()
  }

  /// Completes the output.
  package func commit() throws(ResultsExportError) {
    try output.commit()
  }

  /// Drops the output; harmless after `commit`.
  package func discard() {
    output.discard()
  }
}
