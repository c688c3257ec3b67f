internal import GenomicRegions

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
  private let replaceExisting: Bool
  private let layout: IndexLayout?
  private var index: BinnedIndex?
  /// The index's file, once it is complete.
  private var indexFile: OutputFile?

  /// - Parameters:
  ///   - path: a file, or `-`; BGZF when it ends in `.gz`.
  ///   - replaceExisting: whether a file that exists may be replaced at the end.
  ///   - indexed: whether to write `PATH.tbi`, or `PATH.csi` for contigs beyond 2^29 bases; records
  ///     must then come contig by contig in order of their starts.
  /// - Throws: `outputExists`, `cannotCreate`; with an index also `indexNeedsCompression`,
  ///   `formatCannotBeIndexed`, and from `write` `unsorted` and `contigReturned`.
  package init(
    path: String, format: AnnotationFormat, options: AnnotationOptions, replaceExisting: Bool,
    indexed: Bool = false
  ) throws(ResultsExportError) {
    self.format = format
    self.replaceExisting = replaceExisting
    layout = indexed ? IndexLayout(format) : nil
    if indexed {
      guard let layout else { throw .formatCannotBeIndexed(path: path, format: format.rawValue) }
      index = BinnedIndex(path: path, escaping: layout.escaping)
      for kind in IndexKind.allCases where !replaceExisting {
        let indexPath = "\(path).\(kind.rawValue)"
        if FileIdentity(path: indexPath) != nil { throw .outputExists(path: indexPath) }
      }
    }
    featureEncoder = format.featureEncoder(options: options)
    output = try OutputFile(path: path, replaceExisting: replaceExisting)
    if indexed && (!output.isCompressed || output.isDirect) {
      throw .indexNeedsCompression(path: path)
    }
    featureEncoder?.appendHeader(to: &output.buffer)
    try output.endRecord()
  }

  package var path: String { output.path }

  /// The index's path, once it is complete.
  package var indexPath: String? { indexFile?.path }

  /// Writes a feature; the format must not be bedGraph.
  package func write(_ feature: GenomicFeature) throws(ResultsExportError) {
    guard let featureEncoder else {
      preconditionFailure("\(format) holds signals; a feature was given")
    }
    let begin = output.virtualOffset
    featureEncoder.append(feature, to: &output.buffer)
    try endRecord(feature.interval, begin: begin)
  }

  /// Writes a signal's value; the format must be bedGraph.
  package func write(_ signal: SignalValue) throws(ResultsExportError) {
    precondition(format.holdsSignal, "\(format) holds features; a signal was given")
    let begin = output.virtualOffset
    signalEncoder.append(signal, to: &output.buffer)
    try endRecord(signal.interval, begin: begin)
  }

  private func endRecord(
    _ interval: GenomicInterval, begin: UInt64
  ) throws(ResultsExportError) {
    recordCount += 1
    try output.endRecord()
    try index?.add(interval, begin: begin, end: output.virtualOffset)
  }

  /// Sends what was written so far to the reader of a pipe.
  package func flush() throws(ResultsExportError) {
    try output.flush()
  }

  /// A place between two records to go back to.
  package struct Mark {
    fileprivate let output: OutputFile.Mark
    fileprivate let index: BinnedIndex?
    fileprivate let recordCount: Int
  }

  package var mark: Mark { Mark(output: output.mark, index: index, recordCount: recordCount) }

  /// Forgets the records after a mark.
  ///
  /// - Returns: whether all of them could be taken back: what went to standard output could not.
  package func goBack(to mark: Mark) throws(ResultsExportError) -> Bool {
    index = mark.index
    recordCount = mark.recordCount
    return try output.goBack(to: mark.output)
  }

  /// Completes the output and its index and gives them their names.
  package func commit() throws(ResultsExportError) {
    try complete()
    try publish()
  }

  /// Writes the rest of the output, then its index, which readers want to be the younger file; both have
  /// temporary names still.
  package func complete() throws(ResultsExportError) {
    try output.complete()
    guard let index, let layout else { return }
    let file = try OutputFile(
      path: "\(path).\(index.kind.rawValue)", replaceExisting: replaceExisting, compressed: true)
    indexFile = file
    file.buffer.bytes = index.serialized(layout: layout)
    try file.complete()
  }

  /// Gives what is complete its name.
  package func publish() throws(ResultsExportError) {
    try output.publish()
    guard let index, let indexFile else { return }
    for kind in IndexKind.allCases where kind != index.kind {
      // A stale index of the other kind would be found first.
      FileSystem.remove("\(path).\(kind.rawValue)")
    }
    try indexFile.publish()
  }

  /// Drops the output; harmless after `publish`.
  package func discard() {
    output.discard()
    indexFile?.discard()
  }
}
