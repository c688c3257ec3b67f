import CommandSupport
import TestSupport
import Testing

private struct Header: JournalHeader {
  var run: String

  func difference(from other: Header) -> String? { run == other.run ? nil : "run" }
}

@Suite struct JournalTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func journal(_ run: String = "a") throws -> Journal {
    try Journal(
      path: folder.file("x.journal"), program: "test", header: Header(run: run),
      checkpoints: CheckpointRequests())
  }

  private func units(_ journal: Journal) throws -> [String] {
    var units: [String] = []
    try journal.forEachUnit { units.append(String(decoding: $0, as: UTF8.self)) }
    return units
  }

  private func write(_ texts: String...) throws {
    let journal = try journal()
    for text in texts {
      journal.buffer.append(text)
      try journal.endUnit()
    }
  }

  @Test func unitsComeBackInOrderAndMoreCanFollow() throws {
    try write("one", "two\nlines\n", String(repeating: "x", count: 200_000))
    try write("last")
    let journal = try journal()
    #expect(journal.isResumed)
    #expect(try units(journal).map(\.count) == [3, 10, 200_000, 4])
    #expect(try units(journal)[1] == "two\nlines\n")
  }

  @Test func whatFollowsATornOrChangedUnitIsForgotten() throws {
    try write("one", "two", "three")
    let whole = try folder.read("x.journal")
    let more = Array("U\t99999999999\t00000000\n".utf8)
    let cases: [([UInt8], [String])] = [
      (Array(whole.dropLast()), ["one", "two"]), (Array(whole.dropLast(12)), ["one", "two"]),
      (whole + more, ["one", "two", "three"]), (whole + [0, 255, 10], ["one", "two", "three"]),
    ]
    for (bytes, expected) in cases {
      _ = try folder.write(bytes, to: "x.journal")
      #expect(try units(journal()) == expected)
      try write("new")
      #expect(try units(journal()) == expected + ["new"])
    }
    var changed = whole
    let place = try #require(changed.lastIndex(of: UInt8(ascii: "w")))
    changed[place] = UInt8(ascii: "v")
    _ = try folder.write(changed, to: "x.journal")
    #expect(try units(journal()) == ["one"])
  }

  @Test func aTornBeginningIsBegunAnew() throws {
    for text in ["", "#test-jo", "#test-journal\t2\n", "#test-journal\t2\nU\t5\t0000"] {
      _ = try folder.write(text, to: "x.journal")
      #expect(try !journal().isResumed)
      try write("one")
      #expect(try units(journal()) == ["one"])
    }
  }

  @Test func otherFilesAndOtherRunsAreRefused() throws {
    _ = try folder.write("#test-journal\t1\n", to: "x.journal")
    #expect(throws: JournalError.notAJournal(path: folder.file("x.journal"))) { try journal() }
    _ = try folder.write("", to: "x.journal")
    try write("one")
    #expect(throws: JournalError.otherRun(path: folder.file("x.journal"), difference: "run")) {
      try journal("b")
    }
    let held = try journal()
    #expect(throws: JournalError.taken(path: folder.file("x.journal"))) { try journal() }
    withExtendedLifetime(held) {}
  }
}
