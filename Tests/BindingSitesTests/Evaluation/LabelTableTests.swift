import Foundation
import TestSupport
import Testing

@testable import BindingSites

@Suite struct LabelTableTests {
  private func read(_ text: String) throws -> [String: Bool] {
    let folder = try TemporaryFolder()
    return try LabelTable.read(path: folder.write(text, to: "labels.txt"))
  }

  @Test(
    arguments: ["a\t1\nb\t0\n", "a,1\r\nb,0\r\n", "# name label\na 1\n\nb 0", "a 1 x\nb  0\n"])
  func namesAndLabelsAreReadInAnyOfTheSeparators(text: String) throws {
    #expect(try read(text) == ["a": true, "b": false])
  }

  @Test func aCompressedTableIsReadAsWell() throws {
    let folder = try TemporaryFolder()
    // "a 1\nb 0\n", by gzip.
    let packed = try #require(
      Data(base64Encoded: "H4sIAAAAAAAC/0tUMORKUjDgAgD8LLmlCAAAAA=="))
    #expect(
      try LabelTable.read(path: folder.write(packed, to: "labels.gz")) == ["a": true, "b": false])
  }

  @Test(arguments: [("a 1\nb 2\n", 2), ("a\n", 1), ("a 1\nb 0\na 1\n", 3), ("a 1\n\nb yes\n", 3)])
  func aLineThatIsNoLabelIsNamed(text: String, line: Int) {
    let error = #expect(throws: BindingSitesError.self) { try read(text) }
    guard case .badTable(_, let found, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == line)
  }
}
