import ECGSignal
import TestSupport
import Testing

@testable import Arrhythmia
@testable import ResultsExport
@testable import ecg

@Suite struct RhythmAnnotationTests {
  private let course = RhythmCourse(
    signal: 0,
    episodes: [
      .init(frames: 0..<9000, rhythm: .normal),
      .init(frames: 9000..<20_000, rhythm: .atrialFibrillation),
    ], frameFrequency: 250)

  private func verdict(_ record: String, _ course: RhythmCourse?) -> RhythmVerdict {
    var verdict = RhythmVerdict(
      record: record, path: record + ".hea", outcome: .abstained(.allMissing))
    verdict.course = course
    return verdict
  }

  private func writer(_ arguments: String...) throws -> RhythmAnnotationWriter? {
    try RhythmAnnotationOptions.parse(arguments).writer(replaceExisting: false)
  }

  @Test func longRecordsGetAFileOfTheirAnnotator() throws {
    let folder = try TemporaryFolder()
    let writer = try #require(
      try writer("--annotations", folder.file("new/marks"), "--annotator", "net"))
    let sources = ["one", "a/two"].map { RecordSource(path: $0, record: $0) }
    try writer.prepare(sources)
    #expect(try writer.write(verdict("short", nil)) == nil)
    let path = try writer.write(verdict("one", course))
    #expect(path == folder.file("new/marks/one.net"))
    #expect(
      try writer.write(verdict("a/two", course)) == folder.file("new/marks/a_two.net"))
    let file = try AnnotationFile(path: try #require(path))
    #expect(file.annotations == course.annotations())
    #expect(file.annotations.filter { $0.text == "(AFIB" }.map(\.time) == [9000])
  }

  @Test func existingFilesAreRefusedBeforeTheWork() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("mine", to: "one.rhythm")
    let writer = try #require(try writer("--annotations", folder.path))
    #expect(throws: ResultsExportError.outputExists(path: path)) {
      try writer.prepare([RecordSource(path: "one.hea", record: "one")])
    }
    #expect(try folder.names() == ["one.rhythm"])
  }

  @Test(arguments: ["dat", "HEA", "", "../x", "a.b"])
  func annotatorsThatCouldHarmRecordsAreRefused(name: String) {
    #expect(throws: (any Error).self) {
      try RhythmAnnotationOptions.parse(["--annotations", "x", "--annotator", name])
    }
  }

  @Test func nothingIsWrittenUnlessAskedFor() throws {
    let none = try writer()
    #expect(none == nil)
  }
}
