import ResultsExport
import Testing

@testable import CommandSupport

struct AlignedTableTests {
  @Test func columnsAreEvenAndNumbersStandAtTheRight() {
    var table = AlignedTable(columns: ["name", "auROC", "size_kB"])
    table.append([.text("ctcf"), .number(0.97812), .integer(131)])
    table.append([.text("yeast-reb1"), .missing, .integer(9)])
    #expect(
      table.lines == [
        "name        auROC  size_kB",
        "ctcf        0.978      131",
        "yeast-reb1      -        9",
      ])
  }

  @Test func textColumnsEndWithoutBlanks() {
    var table = AlignedTable(columns: ["n", "text"])
    table.append([.number(-0.0004), .text("a")])
    table.append([.number(-1.9996), .missing])
    #expect(table.lines == ["     n  text", " 0.000  a", "-2.000  -"])
  }

  @Test func anEmptyTableIsItsHead() {
    #expect(AlignedTable(columns: ["a", "b"]).lines == ["a  b"])
  }
}
