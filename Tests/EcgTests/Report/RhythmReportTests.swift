import Foundation
import TestSupport
import Testing

@testable import Arrhythmia
@testable import RecurrentCore
@testable import ecg

@Suite struct RhythmReportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func everyRecordHasARowWithItsNumbers() throws {
    let page = try ReportFixture.page(in: folder)
    let rows = pieces(of: page, from: "<tr class=\"", to: "</tr>")
    #expect(rows.count == ReportFixture.entries.count)
    #expect(
      rows[1]
        == "a\"><th scope=\"row\"><a href=\"#r2\"><bdi>b9</bdi></a></th>"
        + "<td><span class=\"badge\">A</span> atrial fibrillation</td>"
        + "<td class=\"num\">0.100</td><td class=\"num best\">0.700</td><td class=\"num\">0.100</td>"
        + "<td class=\"num\">0.100</td><td class=\"num\">30.0</td><td class=\"num\">300</td>"
        + "<td class=\"note\"></td>")
    #expect(rows[4].contains("<bdi>d</bdi></th>") && rows[4].contains("no signal"))
  }

  @Test func verdictsAreCounted() throws {
    let page = try ReportFixture.page(in: folder)
    let counts = pieces(of: page, from: "<b>", to: "</li>").prefix(6)
    #expect(
      counts == [
        "2</b>normal rhythm", "1</b>atrial fibrillation", "0</b>other rhythm", "1</b>too noisy",
        "1</b>no verdict", "1</b>not readable",
      ])
    #expect(page.contains("33.3 %"))
  }

  @Test func stripsAreForTheFirstOfEachVerdictAndThePageSaysSo() throws {
    let page = try ReportFixture.page(stripLimit: 1, in: folder)
    let targets = pieces(of: page, from: " id=\"r", to: "\"").filter { Int($0) != nil }
    #expect(targets == ["1", "2", "4", "6"])
    let links = pieces(of: page, from: "<th scope=\"row\"><a href=\"#r", to: "\"")
    #expect(links == targets)
    #expect(page.contains("4 of 5 records: the first 1 of each verdict"))
    #expect(try !ReportFixture.page(in: folder).contains("of each verdict"))
  }

  @Test func hostileTextStaysText() throws {
    let name = "</title><script>alert(\"1\")</script><img src=x onerror='alert(1)'>&\u{1B}\u{202E}"
    var entry = ReportFixture.entry(name, .rhythm(.normal))
    entry.lead = name
    entry.message = name
    let page = try ReportFixture.page([entry], in: folder)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(!page.contains("<img") && !page.contains("\u{1B}"))
    #expect(!page.contains("onerror='"))
    let escaped = "&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"
    // The name in the table, as a heading and on the strip; the lead; the message twice.
    #expect(page.components(separatedBy: escaped).count == 7)
    #expect(page.contains("<bdi>\(escaped)"))
  }

  @Test func nothingComesFromElsewhere() throws {
    let page = try ReportFixture.page(in: folder)
    for reference in ["http:", "https:", "//", "src=", "@import", "<link", "<iframe", "<base"] {
      // Comments of the script would start with two slashes too: it has none.
      #expect(!page.contains(reference), "\(reference)")
    }
    for target in pieces(of: page, from: "href=\"", to: "\"") { #expect(target.hasPrefix("#")) }
    for target in pieces(of: page, from: "url(", to: ")") { #expect(target.hasPrefix("#")) }
    #expect(!page.contains("style=\"") && !page.contains("onclick"))
  }

  @Test(arguments: [("style", "style-src"), ("script", "script-src")])
  func theSecurityPolicyNamesTheHashOfWhatIsInThePage(tag: String, directive: String) throws {
    let page = try ReportFixture.page(in: folder)
    let text = try #require(pieces(of: page, from: "<\(tag)>", to: "</\(tag)>").first)
    let digits = SHA256.hexadecimal(of: Array(text.utf8))
    let stated = try #require(pieces(of: page, from: "\(directive) 'sha256-", to: "'").first)
    let bytes = try #require(Data(base64Encoded: stated))
    #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == digits)
    #expect(page.contains("default-src 'none'"))
  }

  @Test func itSaysThatItIsForResearchUse() throws {
    let page = try ReportFixture.page(in: folder)
    #expect(page.contains("For research use only.") && page.contains("not a diagnosis"))
    #expect(page.contains("ecg classify &quot;a &amp; b&quot;") && page.contains("0123abcd"))
  }

  @Test func equalRunsWriteEqualBytes() throws {
    #expect(try ReportFixture.page(in: folder) == ReportFixture.page(in: folder))
  }

  @Test func identifiersAreUniqueAndLinksLeadSomewhere() throws {
    let page = try ReportFixture.page(in: folder)
    let identifiers = pieces(of: page, from: " id=\"", to: "\"")
    #expect(Set(identifiers).count == identifiers.count)
    for target in pieces(of: page, from: "href=\"#", to: "\"") {
      #expect(identifiers.contains(target), "\(target)")
    }
  }

  @Test func aReportThatIsNotCommittedLeavesNothing() throws {
    let report = try RhythmReport(
      path: folder.file("report.html"), replaceExisting: false, heading: ReportFixture.heading,
      stripLimit: 1)
    try report.add(ReportFixture.entries[0])
    try report.endTable()
    report.discard()
    #expect(try folder.names().isEmpty)
  }

  @Test func aLongRecordingShowsItsCourse() throws {
    var entry = ReportFixture.entry("holter", .rhythm(.atrialFibrillation))
    entry.timeline = RhythmTimeline(
      episodes: [
        .init(seconds: 0..<3600, rhythm: .normal),
        .init(seconds: 3600..<7200, rhythm: .atrialFibrillation),
        .init(seconds: 7200..<36000, rhythm: .normal),
        .init(seconds: 36000..<36060, rhythm: .atrialFibrillation),
        .init(seconds: 36060..<86400, rhythm: nil),
      ], duration: 86400, startOfDay: 22 * 3600, burden: 0.1015)
    let page = try ReportFixture.page([entry], in: folder)
    #expect(page.contains("<strong>10.2 %</strong>") || page.contains("<strong>10.1 %</strong>"))
    #expect(page.contains("<dt>Episodes</dt><dd>2</dd>"))
    #expect(page.contains("<tr><td>23:00:00</td><td>0:00:00</td><td>1:00:00</td></tr>"))
    // An hour of a day on 980 units from 20 on.
    #expect(page.contains("<rect x=\"60.8\" y=\"18\" width=\"40.8\" height=\"12\"/>"))
  }
}
