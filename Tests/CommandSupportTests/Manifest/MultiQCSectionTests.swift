import Foundation
import TestSupport
import Testing

@testable import CommandSupport

@Suite struct MultiQCSectionTests {
  private func section(_ plot: MultiQCSection.Plot) -> MultiQCSection {
    MultiQCSection(
      id: "a", name: "A \"name\"", description: "d", plot: plot,
      columns: [
        .init("z", title: "Z", description: "first", colour: "#123456"),
        .init("b", title: "B", description: "second"), .init("none", title: "N", description: ""),
      ], sample: "s 1", values: ["b": 2.5, "z": 1, "unknown": 3])
  }

  @Test(arguments: [(MultiQCSection.Plot.table, "headers"), (.bars, "categories")])
  func theFileIsJSONWithTheKeysMultiQCReads(plot: MultiQCSection.Plot, key: String) throws {
    let text = section(plot).json
    let object = try JSONSerialization.jsonObject(with: Data(text.bytes))
    let content = try #require(object as? [String: Any])
    #expect(content["section_name"] as? String == "A \"name\"")
    #expect((content[key] as? [String: Any])?.count == 3)
    let data = try #require(content["data"] as? [String: [String: Double]])
    #expect(data == ["s 1": ["b": 2.5, "z": 1]])
    // In the order of the columns.
    let order = try ["\"z\": {", "\"b\": {"].map { try #require(text.string.range(of: $0)) }
    #expect(order[0].lowerBound < order[1].lowerBound)
  }

  @Test(arguments: [
    (["-", "a/b.narrowPeak"], "b"), (["x.tsv.gz"], "x"), (["g.ctcf.bed"], "g.ctcf"),
    (["-"], "run"), (["noending"], "noending"), ([".hidden"], ".hidden"),
  ])
  func aSampleIsCalledByItsFile(paths: [String], name: String) {
    #expect(MultiQCSection.sample(paths) == name)
  }
}
