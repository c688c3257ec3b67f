internal import UserFacing

/// Reads a WFDB record made of segments, one after the other, with or without gaps.
///
/// In a fixed layout every segment has the same signals in the same order. In a variable layout the
/// first segment, of length 0, names all signals, and each segment may hold any of them. Segments
/// are opened when first read, so one missing segment does not hinder reading the others.
struct WFDBMultiSegmentSource: SignalSource {
  private(set) var description: RecordingDescription
  private let segments: [Segment]
  private let hasLayout: Bool
  /// The name of the layout segment.
  private let layout: String?
  private var current: OpenSegment?
  /// Of segments that were left, by their index.
  private var mismatches: [Int: [ChecksumMismatch]] = [:]

  private struct OpenSegment: Sendable {
    var index: Int
    var source: WFDBRecordSource
    /// For each signal of the record its place in the segment, `nil` where the segment lacks it.
    var places: [Int?]
  }

  private struct Segment: Sendable {
    var name: String?
    var frames: Range<Int>
  }

  /// Reads the layout of `header`, which lies at `path`: its layout segment or its first segment.
  init(_ header: WFDBHeader, path: String) throws(ECGSignalError) {
    var start = 0
    var segments: [Segment] = []
    for segment in header.segments ?? [] {
      segments.append(Segment(name: segment.name, frames: start..<start + segment.frameCount))
      start += segment.frameCount
    }
    hasLayout = segments.first.map { $0.frames.isEmpty && $0.name != nil } ?? false
    guard let model = segments.first(where: { $0.name != nil })?.name else {
      throw .malformedHeader(path: path, line: nil, problem: "all segments are gaps")
    }
    let modelHeader = try Self.header(named: model, beside: path)
    guard modelHeader.signals.count == header.signalCount else {
      throw .malformedHeader(
        path: path, line: nil,
        problem: "\(header.signalCount) signals are declared, segment \(model.quoted) has "
          + "\(modelHeader.signals.count)")
    }
    layout = hasLayout ? model : nil
    self.segments = segments.filter { !$0.frames.isEmpty }
    description = RecordingDescription(
      name: header.name, path: path, format: "WFDB", frameFrequency: header.frameFrequency,
      frameCount: start,
      signals: modelHeader.signals.enumerated().map { $1.signalDescription(index: $0) },
      gaps: segments.filter { $0.name == nil && !$0.frames.isEmpty }.map(\.frames),
      comments: header.comments, start: header.start)
    if hasLayout {
      for index in description.signals.indices {
        description.signals[index].storage = "by segment"
        description.signals[index].fileName = nil
        description.signals[index].digitalRails = nil
      }
    }
  }

  func files() throws(ECGSignalError) -> [String] {
    var files = [description.path]
    if let layout { files.append(try Self.path(named: layout, beside: description.path)) }
    for segment in segments {
      guard let name = segment.name else { continue }
      let path = try Self.path(named: name, beside: description.path)
      let header = try Self.header(named: name, beside: description.path)
      files += try WFDBRecordSource(header, path: path).files()
    }
    return files
  }

  mutating func read(
    frames: Range<Int>, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock] {
    var blocks = emptyBlocks(signals)
    var index = firstSegment(endingAfter: frames.lowerBound)
    while index < segments.count, segments[index].frames.lowerBound < frames.upperBound {
      let segment = segments[index]
      let part = frames.clamped(to: segment.frames)
      let pieces = try pieces(
        of: index, part.lowerBound - segment.frames.lowerBound, count: part.count, signals: signals)
      for slot in blocks.indices { blocks[slot].pieces.append(pieces[slot]) }
      index += 1
    }
    return blocks
  }

  func checksumMismatches() -> [ChecksumMismatch] {
    var all = mismatches
    if let current { all[current.index] = found(in: current, besides: all[current.index]) }
    return all.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  mutating func completeChecksums() throws(ECGSignalError) {
    for index in segments.indices where segments[index].name != nil {
      try open(index)
      try current?.source.completeChecksums()
    }
  }

  /// The mismatches of a segment, those found when it was open before among them: of a signal read to the
  /// segment's end then, a part may be read again, which tells nothing.
  private func found(
    in segment: OpenSegment, besides known: [ChecksumMismatch]?
  ) -> [ChecksumMismatch] {
    let new = segment.source.checksumMismatches().map { mismatch in
      var mismatch = mismatch
      mismatch.segment = segments[segment.index].name
      return mismatch
    }
    let known = known ?? []
    return known + new.filter { !known.contains($0) }
  }

  /// One piece for each of `signals`, `count` frames from frame `first` of the segment.
  private mutating func pieces(
    of segment: Int, _ first: Int, count: Int, signals: [Int]
  ) throws(ECGSignalError) -> [SampleBlock.Piece] {
    let missing = signals.map {
      SampleBlock.Piece.missing(count * description.signals[$0].samplesPerFrame)
    }
    guard segments[segment].name != nil else { return missing }
    try open(segment)
    guard let places = current?.places else { return missing }
    let present = signals.indices.filter { places[signals[$0]] != nil }
    let blocks =
      try current?.source.read(
        frames: first..<first + count, signals: present.compactMap { places[signals[$0]] }) ?? []
    var result = missing
    for (slot, block) in zip(present, blocks) { result[slot] = block.pieces[0] }
    return result
  }

  private mutating func open(_ index: Int) throws(ECGSignalError) {
    guard current?.index != index, let name = segments[index].name else { return }
    if let current {
      mismatches[current.index] = found(in: current, besides: mismatches[current.index])
    }
    current = nil
    let path = try Self.path(named: name, beside: description.path)
    var header = try Self.header(named: name, beside: description.path)
    let declared = segments[index].frames.count
    guard header.frameCount ?? declared == declared else {
      throw .malformedHeader(
        path: path, line: nil,
        problem: "it has \(header.frameCount ?? 0) samples, the record gives it \(declared)")
    }
    header.frameCount = declared
    if let whole = description.frameFrequency, let own = header.frameFrequency, own != whole {
      throw .malformedHeader(
        path: path, line: nil, problem: "it has \(own) Hz, the record has \(whole) Hz")
    }
    let places = try places(header, path: path)
    current = OpenSegment(
      index: index, source: try WFDBRecordSource(header, path: path), places: places)
  }

  private func places(_ header: WFDBHeader, path: String) throws(ECGSignalError) -> [Int?] {
    let own = header.signals.enumerated().map { $1.signalDescription(index: $0) }
    guard hasLayout || own.count == description.signals.count else {
      throw .malformedHeader(
        path: path, line: nil,
        problem: "it has \(own.count) signals, the first segment \(description.signals.count)")
    }
    var places: [Int?] = []
    for (index, signal) in description.signals.enumerated() {
      let place = hasLayout ? own.firstIndex { $0.name == signal.name } : index
      if let place, own[place].samplesPerFrame != signal.samplesPerFrame {
        throw .malformedHeader(
          path: path, line: nil,
          problem: "signal \(signal.name.quoted) differs from the record in samples per frame")
      }
      if let place, own[place].units != signal.units {
        throw .malformedHeader(
          path: path, line: nil,
          problem: "signal \(signal.name.quoted) differs from the record in units")
      }
      places.append(place)
    }
    return places
  }

  private func firstSegment(endingAfter frame: Int) -> Int {
    var low = 0
    var high = segments.count
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].frames.upperBound <= frame { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func path(
    named name: String, beside header: String
  ) throws(ECGSignalError) -> String {
    try FolderBoundPath.resolve(name + ".hea", beside: header)
  }

  private static func header(
    named name: String, beside path: String
  ) throws(ECGSignalError) -> WFDBHeader {
    let own = try Self.path(named: name, beside: path)
    let header = try WFDBHeaderParser.read(own)
    guard header.segments == nil else {
      throw .malformedHeader(
        path: own, line: nil, problem: "a segment must not be made of segments itself")
    }
    return header
  }
}
