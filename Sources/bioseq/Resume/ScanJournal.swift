internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import ResultsExport

/// What a scan has done, as units of a journal. The first byte tells what a unit is:
///
///     V<TAB>survey                    the input's `InputSurvey` as JSON, for shards
///     P<TAB>sequence<TAB>offset<LF>   up to where windows are done (`ScanPosition`), then as the lines of a
///                                     shard file what the unit kept of those since the last unit
///     D                               all windows are done
final class ScanJournal {
  /// From where on windows are not done.
  private(set) var position = ScanPosition.start
  private(set) var survey: InputSurvey?
  private(set) var isComplete = false

  private let journal: Journal
  private let model: BindingModel
  private let threshold: CallThreshold
  private let holdsTrack: Bool
  private var caller: SiteCaller
  private var totals = ShardTotals()
  private var current: Int?
  /// Lines of the unit under way.
  private var lines = TextBuffer()

  init(
    _ journal: Journal, model: BindingModel, threshold: CallThreshold, holdsTrack: Bool
  ) throws {
    self.journal = journal
    self.model = model
    self.threshold = threshold
    self.holdsTrack = holdsTrack
    caller = SiteCaller(model: model, threshold: threshold)
    try journal.forEachUnit { unit in
      switch unit.first {
      case UInt8(ascii: "V"):
        survey = try? JSONDecoder().decode(InputSurvey.self, from: Data(unit.dropFirst(2)))
      case UInt8(ascii: "P"): (position, _) = try Self.position(unit, malformed)
      case UInt8(ascii: "D"): isComplete = true
      default: throw malformed
      }
    }
  }

  var isResumed: Bool { journal.isResumed }

  func record(_ survey: InputSurvey) throws {
    self.survey = survey
    journal.buffer.append("V\t")
    journal.buffer.bytes += try JSONEncoder().encode(survey)
    try journal.endUnit()
  }

  /// The survey that a shard's journal holds. Throws `malformed`.
  func requireSurvey() throws -> InputSurvey {
    guard let survey else { throw malformed }
    return survey
  }

  /// Takes the next windows of the scan.
  func take(_ windows: SequenceScan.Windows) throws {
    let sequence = windows.sequence
    if current != sequence.index {
      current = sequence.index
      totals = ShardTotals()
      lines.append(sequence)
      endLine()
    }
    for (index, (interval, logit)) in zip(windows.intervals, windows.logits).enumerated() {
      totals.cover(interval)
      guard let logit else {
        totals.unscored += 1
        continue
      }
      totals.scored += 1
      let gc = windows.gc(at: index)
      if caller.count(interval, logit: logit, gc: gc) || holdsTrack {
        lines.append(interval, logit: logit, gc: gc)
        endLine()
      }
    }
    totals.ambiguous += Int64(windows.ambiguousBases)
    if windows.endsSequence {
      position = ScanPosition(sequenceIndex: sequence.index + 1, offset: 0)
      endSequence()
    } else if let last = windows.intervals.last {
      position = ScanPosition(sequenceIndex: sequence.index, offset: Self.end(of: last, model))
    }
    if journal.isDue || lines.count > 1 << 20 { try endUnit() }
  }

  /// Where the windows begin that follow one, or the chunk of bins that follows a bin's.
  private static func end(of last: Range<Int64>, _ model: BindingModel) -> Int64 {
    guard let chunk = model.contract.bins.map({ Int64($0.chunk) }) else {
      return last.lowerBound + 1
    }
    // The middle of a site lies in its bin, and chunks are delivered whole.
    let middle = (last.lowerBound + last.upperBound - 1) / 2
    return (middle / chunk + 1) * chunk
  }

  /// Writes what is done so far.
  func endUnit() throws {
    if current != nil { endSequence() }
    guard lines.count > 0 else { return }
    lines.append(caller.histogram)
    endLine()
    journal.buffer.append("P\t\(position.sequenceIndex)\t\(position.offset)\n")
    journal.buffer.bytes += lines.bytes
    lines.bytes.removeAll(keepingCapacity: true)
    caller = SiteCaller(model: model, threshold: threshold)
    try journal.endUnit()
  }

  /// Writes what is done so far, and waits until it is on the disk.
  func save() throws {
    try endUnit()
    try journal.save()
  }

  /// Tells that all windows are done.
  func complete() throws {
    try endUnit()
    journal.buffer.append("D")
    try journal.endUnit()
    isComplete = true
  }

  /// Gives all that was kept, by this run and those before it, to a collector.
  func replay(to collector: any KeptWindows, check: () throws -> Void) throws {
    try journal.forEachUnit { unit in
      guard unit.first == UInt8(ascii: "P") else { return }
      let (_, start) = try Self.position(unit, malformed)
      var lines = ShardLines(at: start, malformed: malformed)
      try lines.replay(
        unit.span, longest: model.contract.window, to: collector, check: check)
    }
  }

  func remove() { journal.remove() }

  private var malformed: JournalError { .malformed(path: journal.path) }

  private func endSequence() {
    lines.append(totals)
    endLine()
    current = nil
  }

  private func endLine() { lines.append(byte: UInt8(ascii: "\n")) }

  /// What a unit's first line says, and where the next one begins.
  private static func position(
    _ unit: [UInt8], _ malformed: JournalError
  ) throws -> (ScanPosition, next: Int) {
    let bytes = Array(unit.prefix(64))
    var lines = ShardLines(at: 2, malformed: malformed)
    let index = try lines.number(bytes.span, end: UInt8(ascii: "\t"))
    let offset = try lines.number(bytes.span, end: UInt8(ascii: "\n"))
    return (ScanPosition(sequenceIndex: Int(index), offset: offset), lines.position)
  }
}
