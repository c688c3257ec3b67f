internal import FoundationEssentials
package import ResultsExport

/// What a journal says of its run; only the same run may go on from it.
package protocol JournalHeader: Codable {
  /// In what the runs differ, for a message; nil where they do not.
  func difference(from other: Self) -> String?
}

/// What a run has done so far, kept beside its output, so that the same command can go on after any end.
///
/// Put what is done into `buffer`; where `isDue`, or at the end, `endUnit`. A unit counts once it is written
/// whole: from there on a killed run loses nothing of it, and after `synchronise` not even a failing machine
/// does. The journal is locked: two runs never write one output.
package final class Journal {
  package let path: String
  /// What belongs to the unit under way.
  package var buffer = TextBuffer()
  /// Whether an earlier run began it.
  package let isResumed: Bool

  private let firstLine: [UInt8]
  private let file: LockedFile
  private let checkpoints: CheckpointRequests
  private let start = ContinuousClock.now
  private var unitStart = ContinuousClock.now
  private var lastSynchronised = ContinuousClock.now
  private var seenCheckpoints: Int
  private var isEmpty: Bool

  /// A unit lasts this share of the run so far, within these bounds: what a kill costs stays small
  /// beside the run, and so does the journal.
  private static let share = 0.01
  private static let shortest = Duration.milliseconds(50)
  private static let longest = Duration.seconds(2)
  private static let sizeLimit = 1 << 20
  /// How much a failing machine may cost.
  private static let synchronisation = Duration.seconds(10)

  /// Opens the journal at a path, or begins one.
  ///
  /// - Throws: `taken`, `cannotOpen`, `notAJournal`, `otherRun`.
  package init<Header: JournalHeader>(
    path: String, program: String, header: Header, checkpoints: CheckpointRequests
  ) throws {
    self.path = path
    self.checkpoints = checkpoints
    seenCheckpoints = checkpoints.count
    do throws(LockedFile.Failure) {
      file = try LockedFile(path: path)
    } catch {
      switch error {
      case .taken: throw JournalError.taken(path: path)
      case .system(let error): throw JournalError.cannotOpen(path: path, reason: error.reason)
      }
    }
    firstLine = Array(JournalFormat.firstLine(program).utf8)
    var found: [UInt8]?
    var unitCount = 0
    do {
      let beginning = try file.read(at: 0, count: firstLine.count)
      guard firstLine.starts(with: beginning) else { throw JournalError.notAJournal(path: path) }
      var end = 0
      if beginning.count == firstLine.count {
        end = try JournalFormat.forEachUnit(in: file, after: firstLine.count) { unit in
          found = found ?? unit
          unitCount += 1
        }
      }
      isResumed = unitCount > 1
      isEmpty = unitCount <= 1
      try Self.check(found, header, path: path)
      // What a torn write left behind.
      try file.truncate(to: unitCount == 0 ? 0 : end)
    } catch let error as SystemError {
      throw JournalError.cannotOpen(path: path, reason: error.reason)
    }
    if unitCount == 0 {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try append(firstLine + JournalFormat.framed([UInt8](try encoder.encode(header))))
      try synchronise()
    }
  }

  /// Whether to end the unit: it lasted long enough, is large, or a checkpoint was asked for.
  package var isDue: Bool {
    let now = ContinuousClock.now
    let limit = min(max((now - start) * Self.share, Self.shortest), Self.longest)
    return now - unitStart >= limit || buffer.count >= Self.sizeLimit
      || checkpoints.count != seenCheckpoints
  }

  /// Gives the units that this run and those before it completed to a closure, one in memory at a time.
  ///
  /// Throws what the closure throws, `cannotOpen`.
  package func forEachUnit(_ body: ([UInt8]) throws -> Void) throws {
    var isHeader = true
    do {
      _ = try JournalFormat.forEachUnit(in: file, after: firstLine.count) { unit in
        if !isHeader { try body(unit) }
        isHeader = false
      }
    } catch let error as SystemError {
      throw JournalError.cannotOpen(path: path, reason: error.reason)
    }
  }

  /// Writes the unit under way, if there is one.
  package func endUnit() throws(JournalError) {
    if buffer.count > 0 {
      try append(JournalFormat.framed(buffer.bytes))
      buffer.bytes.removeAll(keepingCapacity: true)
      isEmpty = false
    }
    unitStart = .now
    let asked = checkpoints.count
    if asked != seenCheckpoints || unitStart - lastSynchronised >= Self.synchronisation {
      seenCheckpoints = asked
      try synchronise()
    }
  }

  /// Waits until all units are on the disk.
  package func synchronise() throws(JournalError) {
    do {
      try file.synchronise()
      lastSynchronised = .now
    } catch {
      throw .writeFailed(path: path, reason: error.reason)
    }
  }

  /// Ends a run that did not come to its end: what is done is brought to the disk; a journal of nothing is
  /// removed.
  package func save() throws(JournalError) {
    try endUnit()
    if isEmpty { remove() } else { try synchronise() }
  }

  /// Removes the journal, once the output is in its place.
  package func remove() { FileSystem.remove(path) }

  /// Refuses the header of another run.
  private static func check<Header: JournalHeader>(
    _ found: [UInt8]?, _ header: Header, path: String
  ) throws(JournalError) {
    guard let found else { return }
    guard let found = try? JSONDecoder().decode(Header.self, from: Data(found)) else {
      throw .otherRun(path: path, difference: "version")
    }
    if let difference = header.difference(from: found) {
      throw .otherRun(path: path, difference: difference)
    }
  }

  private func append(_ bytes: [UInt8]) throws(JournalError) {
    do {
      try file.append(bytes)
    } catch {
      throw .writeFailed(path: path, reason: error.reason)
    }
  }
}
