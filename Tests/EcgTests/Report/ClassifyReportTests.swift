import Foundation
import RhythmTestSupport
import TestSupport
import Testing

/// `ecg classify --report`, run as a user runs it.
@Suite struct ClassifyReportTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func classify(_ arguments: String...) throws -> BuiltProgram.Outcome {
    try program.run(
      ["classify", "-m", try folder.tinyModel()] + arguments, folder: folder)
  }

  private func page(_ name: String) throws -> String {
    String(decoding: try folder.read(name), as: UTF8.self)
  }

  @Test func theReportShowsRowsStripsAndTheDecisiveStretch() throws {
    let records = try folder.records(3)
    _ = try folder.write("bad 1000000000 100 5\n", to: "records/bad.hea")
    try SyntheticRecord.write("records/flat", [Array(repeating: 5, count: 900)], in: folder)
    let outcome = try classify(records, "--report", folder.file("r.html"))
    #expect(outcome.status == 1)
    let page = try page("r.html")
    #expect(pieces(of: page, from: "<tr class=\"", to: "\"").count == 5)
    let articles = pieces(of: page, from: "<article ", to: "</article>")
    // All but the one that cannot be read.
    #expect(articles.count == 4)
    #expect(articles[0].contains("<bdi>flat</bdi>") && !articles[0].contains("weighed most"))
    for article in articles.dropFirst() {
      #expect(article.contains("class=\"bracket\"") && article.contains("class=\"trace\""))
    }
    #expect(page.contains("tiny") && page.hasSuffix("</html>\n"))
  }

  @Test func aRecordOfAbsurdRateHasNoStrip() throws {
    let records = try folder.records(1)
    _ = try folder.write("null 1 1e9 1000000000000\n~ 0 200/mV\n", to: "records/null.hea")
    let outcome = try classify(records, "--report", folder.file("r.html"))
    #expect(outcome.status == 0)
    let articles = pieces(of: try page("r.html"), from: "<article ", to: "</article>")
    #expect(articles.map { $0.contains("The signal cannot be shown") } == [true, false])
  }

  @Test func threadsChangeNothingButTheTime() throws {
    let records = try folder.records(6)
    func stable(_ name: String) throws -> String {
      let text = try page(name)
      return text.components(separatedBy: "<main>").dropFirst().joined()
        .replacing(name, with: "r.html")
    }
    _ = try classify(records, "-@", "1", "--report", folder.file("one.html"))
    _ = try classify(records, "-@", "4", "--report", folder.file("four.html"))
    #expect(try stable("one.html") == stable("four.html"))
    #expect(try stable("one.html").contains("class=\"strip\""))
  }

  @Test func theLimitOfStripsIsKept() throws {
    _ = try classify(
      try folder.records(3), "--report", folder.file("r.html"), "--report-strips", "0")
    #expect(try !page("r.html").contains("<article"))
    #expect(try classify(try folder.records(1), "--report-strips", "-1").status == 64)
  }

  @Test func aFileThatIsThereOrWrittenOtherwiseIsNotReplaced() throws {
    let records = try folder.records(1)
    let path = try folder.write("mine", to: "r.html")
    #expect(try classify(records, "--report", path).status == 73)
    #expect(try page("r.html") == "mine")
    #expect(try classify(records, "--report", path, "--force").status == 0)
    #expect(try classify(records, "--report", "-").status == 64)
  }
}
