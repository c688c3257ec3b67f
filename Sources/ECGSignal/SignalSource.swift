/// Reads ranges of samples from one kind of file.
protocol SignalSource: Sendable {
  var description: RecordingDescription { get }

  /// The samples of `signals` (indices) in `frames` (0-based half-open, within the recording).
  ///
  /// Mutating, because compressed files remember where they stopped: reading forwards is cheap.
  mutating func read(frames: Range<Int>, signals: [Int]) throws(ECGSignalError) -> [SampleBlock]

  /// The signals that were read forwards from the first frame to the last, a segment's within the
  /// segment, and whose samples do not add up to the header's checksum.
  func checksumMismatches() -> [ChecksumMismatch]

  /// Reads what has not gone by of all signals, so that `checksumMismatches` tells of each.
  mutating func completeChecksums() throws(ECGSignalError)

  /// The paths of all files the recording is read from, its header first.
  func files() throws(ECGSignalError) -> [String]

  /// The texts that the file itself ties to times, as EDF+ files do.
  func texts() throws(ECGSignalError) -> [TimestampedText]
}

extension SignalSource {
  func checksumMismatches() -> [ChecksumMismatch] { [] }

  mutating func completeChecksums() throws(ECGSignalError) {}

  func files() throws(ECGSignalError) -> [String] { [description.path] }

  func texts() throws(ECGSignalError) -> [TimestampedText] { [] }

  /// One empty block for each of `signals`.
  func emptyBlocks(_ signals: [Int]) -> [SampleBlock] {
    signals.map { SampleBlock(path: description.path, signal: description.signals[$0].name) }
  }
}
