import Testing

@testable import Arrhythmia

@Suite struct RhythmReferenceTests {
  private func reference(_ text: String) throws -> RhythmReference {
    try RhythmReference(Array(text.utf8), path: "lists/REFERENCE.csv")
  }

  private func faultyLine(_ text: String) throws -> Int? {
    do {
      _ = try reference(text)
      return nil
    } catch let ArrhythmiaError.badTable(_, line, _, _) {
      return line
    }
  }

  @Test func linesAreNamesAndLabels() throws {
    let table = try reference("A2,N\r\n# a comment\n\nA1 , ~\n")
    #expect(table.names == ["A2", "A1"])
    #expect(table.rhythms == ["A2": .normal, "A1": .noise])
    #expect(table.source.name == "REFERENCE.csv" && table.source.sha256.count == 64)
  }

  @Test(arguments: [
    ("A1,N\nA2,X\n", 2), ("A1,N\n\nA1,A\n", 3), ("A1\n", 1), ("A1,N,O\n", 1), (",N\n", 1),
  ])
  func faultyLinesAreNamed(text: String, line: Int) throws {
    #expect(try faultyLine(text) == line)
  }

  @Test func anEmptyTableIsRefused() {
    #expect(throws: ArrhythmiaError.self) { try reference("\n# nothing\n") }
    #expect(throws: ArrhythmiaError.self) { try RhythmReference([0xFF, 0x0A], path: "x") }
  }
}
