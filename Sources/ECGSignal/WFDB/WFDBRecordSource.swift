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

  /// A line for each signal whose checksum differs; 0 is taken for "not computed".
  mutating func integrityWarnings() throws(ECGSignalError) -> [String] {
    var warnings: [String] = []
    var signal = 0
    for group in groups.indices {
      let lines = groups[group].signals
      let hasSums = lines.contains { $0.checksum ?? 0 != 0 } && groups[group].availableFrames != nil
      let sums = hasSums ? try groups[group].checksums(frameCount: description.frameCount) : []
      for (line, sum) in zip(lines, sums) {
        let name = description.signals[signal].name.quoted
        if let declared = line.checksum, declared != 0,
          UInt16(truncatingIfNeeded: declared) != sum
        {
          let signed = Int16(bitPattern: sum)
          warnings.append(
            "the checksum of signal \(name) is \(signed), the header says \(declared)")
        }
        signal += 1
      }
      if !hasSums { signal += lines.count }
    }
    return warnings
  }
}
