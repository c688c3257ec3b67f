internal import BindingSites
internal import ResultsExport

/// A temporary file for what a scan keeps and memory does not hold; it has no name and leaves nothing behind.
final class ScratchOverflow: OverflowStore {
  private let file: ScratchFile

  init() throws { file = try ScratchFile() }

  func append(_ bytes: [UInt8]) throws {
    file.buffer.bytes += bytes
    try file.endRecord()
  }

  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try file.bytes(at: offset, count: count)
  }
}
