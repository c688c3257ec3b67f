internal import Arrhythmia
internal import CommandSupport
internal import FoundationEssentials
internal import RecurrentCore
internal import ResultsExport

/// What the journal of a classification says of its run.
struct RecordJournalHeader: JournalHeader, Equatable {
  /// Its input tells changed files too.
  var run: RecordRun
  /// Tells in which order the records were given.
  var order: String
  var shard: ShardNumber?
  /// Paths and formats of all outputs, the folder of annotations among them.
  var outputs: [String]

  func difference(from other: RecordJournalHeader) -> String? {
    if let difference = run.difference(from: other.run) { return difference }
    if order != other.order { return "order of records" }
    if shard != other.shard { return "shard" }
    return outputs == other.outputs ? nil : "set of outputs"
  }
}

/// The verdicts of a classification as units of a journal: `VerdictLine`s, in the order of the list.
final class RecordJournal {
  private let journal: Journal
  private let order: RecordOrder
  private let survey: RecordSurvey

  init(_ journal: Journal, order: RecordOrder, survey: RecordSurvey) {
    self.journal = journal
    self.order = order
    self.survey = survey
  }

  /// The verdicts of earlier runs, on the first of the records at these places.
  ///
  /// Throws `malformed`.
  func verdicts(of places: [Int]) throws -> [RhythmVerdict] {
    var verdicts: [RhythmVerdict] = []
    var places = places.makeIterator()
    try journal.forEachUnit { unit in
      for bytes in Data(unit).split(separator: UInt8(ascii: "\n")) {
        guard let line = VerdictLine(bytes), line.place == places.next(),
          let verdict = line.verdict
        else { throw JournalError.malformed(path: journal.path) }
        verdicts.append(verdict)
      }
    }
    return verdicts
  }

  /// Takes the next verdict.
  func add(_ verdict: RhythmVerdict, place: Int) throws {
    journal.buffer.bytes += try VerdictLine(
      rank: order.ranks[place], place: place, verdict
    ).bytes
    journal.buffer.append(byte: UInt8(ascii: "\n"))
    if journal.isDue { try journal.endUnit() }
  }

  /// Writes what is done so far, and waits until it is on the disk.
  func save() throws { try journal.save() }

  /// Throws `recordsChanged` where a record is not what it was at the start.
  func check(_ list: RecordList) throws {
    guard survey == Self.survey(list, order) else { throw EcgError.recordsChanged }
  }

  /// What tells the records from others, changed ones too.
  static func survey(_ list: RecordList, _ order: RecordOrder) -> RecordSurvey {
    RecordSurvey(ranked: order.places.map { list.sources[$0] }, isTimed: true)
  }

  func remove() { journal.remove() }
}
