import Foundation
import TestSupport
import Testing

@testable import ECGSignal

@Suite struct ByteFileTests {
  @Test func aTextAboveTheLimitIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("12345678", to: "text")
    #expect(try ByteFile.text(path: path, limit: 8).count == 8)
    #expect(throws: ECGSignalError.self) { try ByteFile.text(path: path, limit: 7) }
  }

  @Test func aLargeFileIsNotHeldInMemory() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(repeating: 64, count: 17 << 20), to: "large")
    let file = try ByteFile(path: path)
    #expect(file.count == 17 << 20)
    #expect(file.bytes(8_000_000..<8_000_002) == [64, 64])
    #expect(file.isMapped)
    let small = try ByteFile(path: try folder.write("few", to: "small"))
    #expect(!small.isMapped)
  }
}
