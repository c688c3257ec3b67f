import Foundation
import TestSupport
import Testing

@testable import ResultsExport

@Suite struct OutputFileTests {
  private func write(_ text: String, to file: OutputFile) throws {
    file.buffer.append(text)
    try file.endRecord()
  }

  @Test func theFileAppearsOnlyWhenItIsComplete() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.bed"
      let file = try OutputFile(path: path, replaceExisting: false)
      try write("line\n", to: file)
      try file.flush()
      let temporary = try names(in: folder)
      #expect(temporary == [".out.bed.\(ProcessInfo.processInfo.processIdentifier).tmp"])
      try file.commit()
      #expect(try names(in: folder) == ["out.bed"])
      #expect(try bytes(at: path) == Array("line\n".utf8))
    }
  }

  @Test func discardingLeavesNothing() throws {
    try withTemporaryFolder { folder in
      let file = try OutputFile(path: folder + "/out.bed", replaceExisting: false)
      try write("line\n", to: file)
      file.discard()
      #expect(try names(in: folder).isEmpty)
    }
  }

  @Test(arguments: [false, true])
  func whatCameAfterAMarkCanBeTakenBack(isCompressed: Bool) throws {
    try withTemporaryFolder { folder in
      func file(_ name: String) throws -> OutputFile {
        try OutputFile(path: folder + "/" + name, replaceExisting: false, compressed: isCompressed)
      }
      let expected = try file("expected")
      let other = try file("other")
      for file in [expected, other] {
        for line in 0..<40_000 { try write("line \(line * 7919 % 10_007)\n", to: file) }
      }
      for lines in [1, 50_000] {
        let mark = other.mark
        for line in 0..<lines { try write("lost \(line)\n", to: other) }
        #expect(try other.goBack(to: mark))
      }
      for file in [expected, other] {
        try write("end\n", to: file)
        try file.commit()
      }
      let isEqual = try bytes(at: folder + "/other") == bytes(at: folder + "/expected")
      #expect(isEqual)
    }
  }

  @Test func whatADeviceTookCannotBeTakenBack() throws {
    let file = try OutputFile(path: "/dev/null", replaceExisting: false)
    let mark = file.mark
    try write("short", to: file)
    #expect(try file.goBack(to: mark))
    try write(String(repeating: "x", count: 100_000), to: file)
    #expect(try !file.goBack(to: mark))
  }

  @Test func aCompleteFileHasNoNameUntilItIsPublished() throws {
    try withTemporaryFolder { folder in
      let file = try OutputFile(path: folder + "/out.bed", replaceExisting: false)
      try write("line\n", to: file)
      try file.complete()
      #expect(try names(in: folder).map { $0.hasPrefix(".") } == [true])
      try file.publish()
      #expect(try names(in: folder) == ["out.bed"])
    }
  }

  @Test func aFileThatIsForgottenIsDiscarded() throws {
    try withTemporaryFolder { folder in
      do { _ = try OutputFile(path: folder + "/out.bed", replaceExisting: false) }
      #expect(try names(in: folder).isEmpty)
    }
  }

  @Test func anExistingOutputIsKeptUnlessReplacingIsAskedFor() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.bed"
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: ResultsExportError.outputExists(path: path)) {
        try OutputFile(path: path, replaceExisting: false)
      }
      let file = try OutputFile(path: path, replaceExisting: true)
      try write("new", to: file)
      #expect(try bytes(at: path) == Array("old".utf8))
      try file.commit()
      #expect(try bytes(at: path) == Array("new".utf8))
      #expect(try names(in: folder) == ["out.bed"])
    }
  }

  @Test func anOutputThatAppearsDuringTheRunIsKept() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.bed"
      let file = try OutputFile(path: path, replaceExisting: false)
      try Data("other".utf8).write(to: URL(fileURLWithPath: path))
      #expect(throws: ResultsExportError.outputExists(path: path)) { try file.commit() }
      #expect(try names(in: folder) == ["out.bed"])
      #expect(try bytes(at: path) == Array("other".utf8))
    }
  }

  @Test func aLinkKeepsPointingAtTheReplacedFile() throws {
    try withTemporaryFolder { folder in
      let target = folder + "/target.bed"
      let link = folder + "/link.bed"
      try Data("old".utf8).write(to: URL(fileURLWithPath: target))
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      let file = try OutputFile(path: link, replaceExisting: true)
      try write("new", to: file)
      try file.commit()
      #expect(try bytes(at: target) == Array("new".utf8))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
    }
  }

  @Test func folderThatCannotBeWrittenToIsDiagnosed() throws {
    try withTemporaryFolder { folder in
      for path in [folder + "/none/out.bed", folder] {
        let error = #expect(throws: ResultsExportError.self) {
          try OutputFile(path: path, replaceExisting: true)
        }
        #expect(error?.diagnosis.exitStatus == .cannotCreateOutput)
      }
    }
  }

  @Test func aFullDeviceIsAWriteFailure() throws {
    let file = try OutputFile(path: "/dev/full", replaceExisting: false)
    #expect(file.isDirect)
    file.buffer.append("text")
    let error = #expect(throws: ResultsExportError.self) { try file.commit() }
    #expect(error?.diagnosis.exitStatus == .inputOutputError)
    #expect(error?.diagnosis.location == "\"/dev/full\"")
  }

  @Test func devicesAreWrittenAndNeverReplaced() throws {
    let file = try OutputFile(path: "/dev/null", replaceExisting: false)
    try write(String(repeating: "x", count: 100_000), to: file)
    try file.commit()
    #expect(FileIdentity(path: "/dev/null")?.kind == .other)
  }

  @Test func staleTemporariesOfAnotherRunAreLeftAlone() throws {
    try withTemporaryFolder { folder in
      let process = ProcessInfo.processInfo.processIdentifier
      let stale = folder + "/.out.bed.\(process).tmp"
      try Data("stale".utf8).write(to: URL(fileURLWithPath: stale))
      let file = try OutputFile(path: folder + "/out.bed", replaceExisting: false)
      try file.commit()
      #expect(try bytes(at: stale) == Array("stale".utf8))
      #expect(try names(in: folder).count == 2)
    }
  }

  @Test func longNamesAreAccepted() throws {
    try withTemporaryFolder { folder in
      let name = String(repeating: "n", count: 251) + ".bed"
      let file = try OutputFile(path: folder + "/" + name, replaceExisting: false)
      try file.commit()
      #expect(try names(in: folder) == [name])
    }
  }

  @Test func bytesPassThroughUnchangedAcrossFlushes() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.tsv"
      let file = try OutputFile(path: path, replaceExisting: false)
      var expected = ""
      for line in 0..<30_000 {
        let text = "line \(line)\n"
        expected += text
        try write(text, to: file)
      }
      try file.commit()
      #expect(try bytes(at: path) == Array(expected.utf8))
    }
  }
}
