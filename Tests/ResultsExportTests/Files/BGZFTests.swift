import Foundation
import TestSupport
import Testing

@testable import ResultsExport

@Suite struct BGZFTests {
  private func compressed(_ text: [UInt8], recordSize: Int) throws -> [UInt8] {
    try withTemporaryFolder { folder in
      let file = try OutputFile(path: folder + "/out.gz", replaceExisting: false)
      #expect(file.isCompressed)
      for start in stride(from: 0, to: text.count, by: recordSize) {
        file.buffer.bytes += text[start..<min(start + recordSize, text.count)]
        try file.endRecord()
      }
      try file.commit()
      return try bytes(at: folder + "/out.gz")
    }
  }

  @Test(arguments: [0, 1, 0xFF00 - 1, 0xFF00, 0xFF00 + 1, 1 << 16, 300_000])
  func textComesBack(count: Int) throws {
    let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 * $0 / 7) }
    let file = try compressed(text, recordSize: 1009)
    let blocks = try UnpackedBlocks(file)
    #expect(blocks.text == text)
    #expect(file.suffix(28) == BGZFBlockEncoder.endOfFile[...])
  }

  @Test func noiseThatCannotBeCompressedFits() throws {
    var generator = SystemRandomNumberGenerator()
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let blocks = try UnpackedBlocks(compressed(noise, recordSize: 4096))
    #expect(blocks.text == noise)
  }

  @Test func bytesDependOnTheTextAlone() throws {
    let text = Array(String(repeating: "chr1\t100\t200\n", count: 20_000).utf8)
    let first = try compressed(text, recordSize: 13)
    #expect(try compressed(text, recordSize: 40_000) == first)
    #expect(first.count < text.count / 50)
  }

  @Test func theEndMarkerIsAnEmptyBlock() throws {
    let blocks = try UnpackedBlocks(BGZFBlockEncoder.endOfFile)
    #expect(blocks.text.isEmpty && blocks.starts.count == 1)
  }
}
