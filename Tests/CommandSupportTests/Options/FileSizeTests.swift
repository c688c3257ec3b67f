import TestSupport
import Testing

@testable import CommandSupport

struct FileSizeTests {
  @Test func aFileHasItsBytesAndNoFileNone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("twelve bytes", to: "a.txt")
    #expect(FileSize.bytes(ofFile: path) == 12)
    #expect(FileSize.bytes(ofFile: folder.file("none")) == nil)
  }
}
