import Foundation
import TestSupport
import Testing

/// `evaluate` with several models and motifs, and the curves it draws.
@Suite struct EvaluateTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A motif and a table whose bound sequences hold it.
  private func files() throws -> (motif: String, table: String) {
    let motif = try folder.write(
      ">M1 <CRE & co>\n0 0 40 0 0 0 0\n0 0 0 40 0 0 40\n0 40 0 0 40 0 0\n40 0 0 0 0 40 0\n",
      to: "cre.jaspar")
    let lines = (0..<40).map { index -> String in
      let middle = index % 2 == 0 ? "TGACGTC" : bases(7, seed: UInt64(index) + 400)
      return "\(bases(40, seed: UInt64(index) + 1))\(middle)\(bases(40, seed: UInt64(index) + 99))"
        + "\t\(1 - index % 2)"
    }
    let table = try folder.write("sequence\tlabel\n" + lines.joined(separator: "\n"), to: "t.tsv")
    return (motif, table)
  }

  @Test func modelsAndMotifsStandSideBySide() throws {
    let (motif, table) = try files()
    let curves = folder.file("curves.svg")
    let outcome = try program.run(
      "evaluate", table, "-m", "ctcf", "--motif", motif, "--resamples", "20", "--curves", curves,
      folder: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let reports = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(reports.map { $0["model"] as? String } == ["ctcf", "M1"])
    let evaluation = try #require(reports[1]["evaluation"] as? [String: Any])
    #expect((evaluation["auROC"] as? Double ?? 0) > 0.95)
    let drawing = try String(decoding: folder.read("curves.svg"), as: UTF8.self)
    #expect(drawing.hasPrefix("<svg ") && drawing.hasSuffix("</svg>\n"))
    // Three lines of chance, three curves of each.
    #expect(drawing.components(separatedBy: "<polyline").count - 1 == 9)
    #expect(drawing.contains("prefers-color-scheme: dark"))
    #expect(!drawing.contains("nan") && !drawing.contains("inf"))
  }

  @Test func motifsAloneNeedNoModel() throws {
    let (motif, table) = try files()
    let outcome = try program.run(
      "evaluate", table, "--motif", motif, "--resamples", "0", folder: folder)
    #expect(outcome.status == 0)
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(report["model"] as? String == "M1" && report["label"] as? String == "<CRE")
  }

  @Test func aDrawingIsNotReplacedUnasked() throws {
    let (motif, table) = try files()
    let taken = try folder.write("mine", to: "taken.svg")
    let outcome = try program.run(
      "evaluate", table, "--motif", motif, "--curves", taken, folder: folder)
    #expect(outcome.status == 73)
    #expect(try folder.read("taken.svg") == Array("mine".utf8))
  }
}
