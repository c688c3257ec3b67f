import Foundation
import ResultsExport
import TestSupport
import Testing

@Suite struct TableWriterTests {
  private func table(
    _ format: TableFormat, columns: [String] = ["name", "count", "share"], _ rows: [[TableCell]]
  ) throws -> String {
    try withTemporaryFolder { folder in
      let writer = try TableWriter(
        path: folder + "/table", format: format, columns: columns, replaceExisting: false)
      for row in rows { try writer.write(row) }
      try writer.commit()
      #expect(writer.rowCount == rows.count)
      return String(decoding: try bytes(at: folder + "/table"), as: UTF8.self)
    }
  }

  private static let rows: [[TableCell]] = [
    [.text("a"), .integer(-3), .number(0.25)], [.text("b"), .missing, .number(.nan)],
  ]

  @Test func csvStartsWithTheColumnNames() throws {
    #expect(try table(.csv, Self.rows) == "name,count,share\na,-3,0.25\nb,,\n")
  }

  @Test func tsvMarksItsHeader() throws {
    #expect(
      try table(.tsv, Self.rows) == "#name\tcount\tshare\na\t-3\t0.25\nb\tNA\tNA\n")
  }

  @Test func jsonLinesNameEachCell() throws {
    #expect(
      try table(.jsonLines, Self.rows)
        == "{\"name\":\"a\",\"count\":-3,\"share\":0.25}\n"
        + "{\"name\":\"b\",\"count\":null,\"share\":null}\n")
  }

  @Test(arguments: [
    ("plain", "plain"), ("a b", "a b"), ("a,b", "\"a,b\""), ("say \"so\"", "\"say \"\"so\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("\r", "\"\r\""), ("", ""), ("é;'", "é;'"),
  ])
  func csvFieldsAreQuotedWhereNeeded(text: String, field: String) throws {
    #expect(try table(.csv, columns: ["x"], [[.text(text)]]) == "x\n\(field)\n")
  }

  @Test func hostileTextStaysInItsCell() throws {
    let rows: [[TableCell]] = [[.text("a\tb\nc"), .integer(1), .missing]]
    #expect(try table(.tsv, rows).split(separator: "\n").count == 2)
    let json = try table(.jsonLines, rows)
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["name"] as? String == "a\tb\nc")
  }

  @Test func aTableMayBeCompressed() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/table.csv.gz"
      let writer = try TableWriter(
        path: path, format: TableFormat(path: path), columns: ["x"], replaceExisting: false)
      try writer.write([.optional(nil)])
      try writer.commit()
      let blocks = try UnpackedBlocks(bytes(at: path))
      #expect(blocks.text == Array("x\n\n".utf8))
    }
  }
}
