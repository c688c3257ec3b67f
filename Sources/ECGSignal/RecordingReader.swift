/// Opens a recording of any format and reads ranges of its samples in bounded memory.
package struct RecordingReader: Sendable {
  private var source: any SignalSource

  /// What the recording says about itself.
  package var description: RecordingDescription { source.description }

  /// Opens the recording at `path`: a WFDB header, signal file or record name without extension, or an
  /// EDF or BDF file.
  ///
  /// Throws `cannotOpen`, and whatever is wrong with headers and lengths.
  package init(path: String) throws(ECGSignalError) {
    source = try Self.open(path)
    try source.description.checkSize()
  }

  /// Opens a table of physical values, a row a sample and a column a lead, which says nothing of
  /// its frequency and units itself.
  ///
  /// Throws `cannotOpen`, `malformedText`, `tooLong`, `malformedHeader` for a length that is absurd at
  /// that frequency.
  package init(
    textPath path: String, samplingFrequency: Double, units: String
  ) throws(ECGSignalError) {
    source = try DelimitedTextSource(
      path: path, samplingFrequency: samplingFrequency, units: units)
    try source.description.checkSize()
  }

  /// The samples of `signals` (indices) in `frames`, 0-based half-open.
  package mutating func read(
    frames: Range<Int>, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock] {
    precondition(
      frames.lowerBound >= 0 && frames.upperBound <= description.frameCount,
      "frames \(frames) of \(description.frameCount)")
    precondition(
      signals.allSatisfy(description.signals.indices.contains),
      "signals \(signals) of \(description.signals.count)")
    guard !signals.isEmpty else { return [] }
    return try source.read(frames: frames, signals: signals)
  }

  /// The signals that were read forwards from the first frame to the last and whose samples do not add
  /// up to the header's checksum. Costs no reading.
  package var checksumMismatches: [ChecksumMismatch] { source.checksumMismatches() }

  /// Says what does not agree with the header (checksums); reads what has not gone by yet.
  package mutating func integrityWarnings() throws(ECGSignalError) -> [String] {
    try source.completeChecksums()
    return source.checksumMismatches().map(\.message)
  }

  /// The paths of all files the recording is read from, each once, its header first.
  ///
  /// Throws what is wrong with the headers of segments.
  package func files() throws(ECGSignalError) -> [String] {
    var seen: Set<String> = []
    return try source.files().filter { seen.insert($0).inserted }
  }

  /// The texts that the file itself ties to times: the annotations of EDF+ and BDF+ files.
  package func texts() throws(ECGSignalError) -> [TimestampedText] {
    try source.texts()
  }

  private static func open(_ path: String) throws(ECGSignalError) -> any SignalSource {
    let name = path.lowercased()
    if name.hasSuffix(".edf") || name.hasSuffix(".bdf") || name.hasSuffix(".rec") {
      return try EDFSource(path: path)
    }
    let header = try headerPath(path)
    let content = try WFDBHeaderParser.read(header)
    if content.segments != nil { return try WFDBMultiSegmentSource(content, path: header) }
    return try WFDBRecordSource(content, path: header)
  }

  /// The header of the record that `path` means: itself, or the file beside a signal file.
  private static func headerPath(_ path: String) throws(ECGSignalError) -> String {
    if path.lowercased().hasSuffix(".hea") { return path }
    if ByteFile.exists(path + ".hea") { return path + ".hea" }
    let beside = FolderBoundPath.folder(of: path) + FolderBoundPath.stem(of: path) + ".hea"
    if ByteFile.exists(beside) { return beside }
    guard ByteFile.exists(path) else {
      throw .cannotOpen(path: path, reason: RecordFinder.reasonForAbsence(of: path, what: "record"))
    }
    throw .cannotOpen(path: beside, reason: "the signal file has no header")
  }
}
