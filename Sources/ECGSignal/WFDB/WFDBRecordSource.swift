internal import UserFacing

/// Reads a WFDB record whose signals lie in files of their own.
struct WFDBRecordSource: SignalSource {
  private(set) var description: RecordingDescription
  private let header: WFDBHeader
  private var groups: [WFDBSignalGroup] = []
  /// For each signal its group and its place there.
  private var places: [(group: Int, index: Int)] = []

  /// Opens the signal files of `header`, read from `path`.
  ///
  /// Throws what `WFDBSignalGroup` throws, and `truncatedSignal` when a file holds fewer frames
  /// than the header declares.
  init(_ header: WFDBHeader, path: String) throws(ECGSignalError) {
    self.header = header
    var fileNames: Set<String> = []
    var start = 0
    while start < header.signals.count {
      let first = header.signals[start]
      let end =
        first.format == .null
        ? start + 1
        : header.signals[start...].firstIndex {
          $0.fileName != first.fileName || $0.format == .null
        } ?? header.signals.count
      guard first.format == .null || fileNames.insert(first.fileName).inserted else {
        throw .malformedHeader(
          path: path, line: nil,
          problem: "the signals in \(first.fileName.quoted) do not follow each other")
      }
      for index in start..<end { places.append((groups.count, index - start)) }
      groups.append(try WFDBSignalGroup(Array(header.signals[start..<end]), header: path))
      start = end
    }
    let frameCount = header.frameCount ?? groups.compactMap(\.availableFrames).min() ?? 0
    for group in groups {
      if let available = group.availableFrames, available < frameCount {
        throw .truncatedSignal(path: group.path, declared: frameCount, available: available)
      }
    }
    for index in groups.indices { groups[index].sumSamples(frameCount: frameCount) }
    description = RecordingDescription(
      name: header.name, path: path, format: "WFDB", frameFrequency: header.frameFrequency,
      frameCount: frameCount,
      signals: header.signals.enumerated().map { $1.signalDescription(index: $0) },
      comments: header.comments, start: header.start)
  }

  func files() throws(ECGSignalError) -> [String] { [description.path] + groups.map(\.path) }

  mutating func read(
    frames: Range<Int>, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock] {
    var blocks = emptyBlocks(signals)
    for group in groups.indices {
      let wanted = signals.indices.filter { places[signals[$0]].group == group }
      guard !wanted.isEmpty else { continue }
      if groups[group].availableFrames == nil {
        for slot in wanted {
          let perFrame = header.signals[signals[slot]].samplesPerFrame
          blocks[slot].pieces = [.missing(frames.count * perFrame)]
        }
        continue
      }
      let samples = try groups[group].read(
        frames: frames, signals: wanted.map { places[signals[$0]].index })
      for (slot, own) in zip(wanted, samples) {
        blocks[slot].pieces = [.digital(own, header.signals[signals[slot]].scale)]
      }
    }
    return blocks
  }

  func checksumMismatches() -> [ChecksumMismatch] {
    description.signals.indices.compactMap { signal in
      let (group, index) = places[signal]
      guard groups[group].checksums.indices.contains(index) else { return nil }
      let checksum = groups[group].checksums[index]
      guard let declared = checksum.declared, let computed = checksum.difference else { return nil }
      return ChecksumMismatch(
        signal: description.signals[signal].name, declared: declared, computed: computed)
    }
  }

  mutating func completeChecksums() throws(ECGSignalError) {
    for group in groups.indices {
      try groups[group].completeChecksums(frameCount: description.frameCount)
    }
  }
}
