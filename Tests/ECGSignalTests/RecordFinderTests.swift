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

  @Test func aBadLineOfAListHarmsNoOther() throws {
    let folder = try RecordFolder()
    try folder.record16("a", [1])
    let list = try folder.file("RECORDS", Array("../secret\na\n".utf8))
    let found = try RecordFinder.search(folder.folder.path)
    #expect(
      found.map(\.problem) == [ECGSignalError.unsafePath(path: list, name: "../secret"), nil])
    #expect(found.last?.path == folder.folder.file("a"))
  }

  @Test func aFolderThatCannotBeSearchedHarmsNoOther() throws {
    let folder = try RecordFolder()
    try folder.record16("a", [1])
    let inner = folder.folder.file("inner")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    let list = try folder.file("inner/RECORDS", [])
    let handle = try #require(FileHandle(forWritingAtPath: list))
    try handle.truncate(atOffset: UInt64(WFDBHeaderParser.sizeLimit + 1))
    let found = try RecordFinder.search(folder.folder.path)
    #expect(found.map(\.path) == [folder.folder.file("a.hea"), inner])
    #expect(found.map { $0.problem == nil } == [true, false])
    #expect(throws: ECGSignalError.self) { try RecordFinder.records(at: folder.folder.path) }
  }

  @Test func aFolderThatListsItselfIsSearchedOnce() throws {
    let folder = try RecordFolder()
    try folder.record16("a", [1])
    try folder.file("RECORDS", Array("l/\nm/\na\n".utf8))
    for name in ["l", "m"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.folder.file(name), withDestinationPath: ".")
    }
    #expect(try names(folder) == ["a"])
  }

  @Test func recordsThatNameEachOtherAsSegmentsAreFound() throws {
    let folder = try RecordFolder()
    try folder.header("a", ["a/1 1 250 2", "b 2"])
    try folder.header("b", ["b/1 1 250 2", "a 2"])
    #expect(try names(folder) == ["a.hea", "b.hea"])
  }

  @Test func aFileIsItself() throws {
    #expect(try RecordFinder.records(at: "no/such/record") == ["no/such/record"])
  }

  @Test func aFolderWithoutRecordsIsEmpty() throws {
    #expect(try names(try RecordFolder()).isEmpty)
  }
}
