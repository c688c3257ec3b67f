package import FoundationEssentials
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
  /// Units that earlier runs completed.
  package let done: [Data]

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
    let data = try Self.read(path)
    let first = Array(JournalFormat.firstLine(program).utf8)
    firstLine = first
    guard data.starts(with: first) || first.starts(with: data) else {
      throw JournalError.notAJournal(path: path)
    }
    let units = data.count < first.count ? [] : JournalFormat.units(in: data, after: first.count)
    if let unit = units.first {
      guard let found = try? JSONDecoder().decode(Header.self, from: data[unit]) else {
        throw JournalError.otherRun(path: path, difference: "version")
      }
      if let difference = header.difference(from: found) {
        throw JournalError.otherRun(path: path, difference: difference)
      }
    }
    done = units.dropFirst().map { data[$0] }
    isEmpty = done.isEmpty
    do throws(SystemError) {
      // What a torn write left behind.
      try file.truncate(to: units.last.map { $0.upperBound + 1 } ?? 0)
    } catch {
      throw JournalError.writeFailed(path: path, reason: error.reason)
    }
    if units.isEmpty {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      try append(first + JournalFormat.framed([UInt8](try encoder.encode(header))))
      try synchronise()
    }
  }

  /// Whether an earlier run began it.
  package var isResumed: Bool { !done.isEmpty }

  /// Whether to end the unit: it lasted long enough, is large, or a checkpoint was asked for.
  package var isDue: Bool {
    let now = ContinuousClock.now
    let limit = min(max((now - start) * Self.share, Self.shortest), Self.longest)
    return now - unitStart >= limit || buffer.count >= Self.sizeLimit
      || checkpoints.count != seenCheckpoints
  }

  /// The units that this run and those before it completed.
  package func units() throws -> [Data] {
    let data = try Self.read(path)
    return JournalFormat.units(in: data, after: firstLine.count).dropFirst().map { data[$0] }
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

  private static func read(_ path: String) throws(JournalError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .cannotOpen(path: path, reason: "it cannot be read")
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
