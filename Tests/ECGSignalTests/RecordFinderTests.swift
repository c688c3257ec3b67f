import Foundation
import Testing

@testable import ECGSignal

@Suite struct RecordFinderTests {
  private func names(_ folder: RecordFolder) throws -> [String] {
    try RecordFinder.records(at: folder.folder.path).map {
      String($0.dropFirst(folder.folder.path.count + 1))
    }
  }

  @Test func headersAndEDFFilesAreFoundInOrderAndSegmentsLeftOut() throws {
    let folder = try RecordFolder()
    try folder.record16("b", [1])
    try folder.record16("a", [1])
    try folder.record16("part", [1])
    try folder.header("whole", ["whole/2 1 250 2", "part 1", "part 1"])
    for name in ["a.edf", "c.EDF", "notes.txt", ".hidden.hea"] { try folder.file(name, [0]) }
    let inner = folder.folder.file("inner")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    try folder.file("inner/d.hea", Array("d 0 250 5\n".utf8))
    #expect(try names(folder) == ["a.hea", "b.hea", "c.EDF", "inner/d.hea", "whole.hea"])
  }

  @Test func aListOfRecordsIsHonoured() throws {
    let folder = try RecordFolder()
    try folder.record16("a", [1])
    try folder.record16("b", [1])
    try folder.file("RECORDS", Array("b\r\n\na\n".utf8))
    #expect(try names(folder) == ["b", "a"])
  }

  @Test func aListCannotReachOutOfItsFolder() throws {
    let folder = try RecordFolder()
    let list = try folder.file("RECORDS", Array("../secret\n".utf8))
    #expect(throws: ECGSignalError.unsafePath(path: list, name: "../secret")) {
      try RecordFinder.records(at: folder.folder.path)
    }
  }

  @Test func aFileIsItself() throws {
    #expect(try RecordFinder.records(at: "no/such/record") == ["no/such/record"])
  }

  @Test func aFolderWithoutRecordsIsEmpty() throws {
    #expect(try names(try RecordFolder()).isEmpty)
  }
}
