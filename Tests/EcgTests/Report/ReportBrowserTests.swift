import Foundation
import TestSupport
import Testing

@testable import ecg

/// Opens the report in a browser, where one is installed.
@Suite(.serialized) struct ReportBrowserTests {
  static let browser: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let names = ["chromium", "chromium-browser", "google-chrome"]
    return folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// The page after its script has run.
  private func page(_ query: String) throws -> String {
    let folder = try TemporaryFolder()
    _ = try ReportFixture.page(in: folder)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.browser))
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(folder.file("profile"))", "--dump-dom",
      "file://\(folder.file("report.html"))\(query)",
    ]
    let output = try folder.write("", to: "page.html")
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: try folder.read("page.html"), as: UTF8.self)
  }

  private func names(_ page: String) -> [String] {
    pieces(of: page, from: "<th scope=\"row\">", to: "</th>").map {
      pieces(of: $0, from: "<bdi>", to: "</bdi>").joined()
    }
  }

  @Test(.enabled(if: browser != nil, "no Chromium on PATH"))
  func theScriptSortsNumbersAndLeavesGapsLast() throws {
    let page = try page("?sort=n&descending")
    #expect(page.contains("data-script=\"ready\""))
    #expect(page.contains("aria-sort=\"descending\""))
    #expect(names(page) == ["b10", "b1", "b9", "e", "c", "d"])
  }

  @Test(.enabled(if: browser != nil, "no Chromium on PATH"))
  func namesAreSortedAsPeopleCount() throws {
    #expect(names(try page("?sort=record")) == ["b1", "b9", "b10", "c", "d", "e"])
  }

  @Test(.enabled(if: browser != nil, "no Chromium on PATH"))
  func theScriptFiltersByVerdictAndName() throws {
    let page = try page("?show=na&find=1")
    #expect(page.contains("2 of 6 shown"))
    let hidden = pieces(of: page, from: "<tr class=\"", to: "<th").map { $0.contains("hidden") }
    #expect(hidden == [false, true, false, true, true, true])
  }
}
