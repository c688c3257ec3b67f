import CHTSlib
import SequenceIO
import TestSupport

extension TemporaryFolder {
  /// Writes a compressed file through htslib: mode `w` gives BGZF, `wg` gzip.
  func writeCompressed(_ text: String, to name: String, mode: String = "w") -> String {
    let path = file(name)
    let handle = bgzf_open(path, mode)
    precondition(handle != nil, "cannot write \(path)")
    _ = text.withCString { bgzf_write(handle, $0, text.utf8.count) }
    bgzf_close(handle)
    return path
  }
}

/// A record put together again from its pieces.
struct WholeSequence: Equatable {
  var name: String
  var letters: String
  var isComplete: Bool

  init(_ name: String, _ letters: String, isComplete: Bool = true) {
    self.name = name
    self.letters = letters
    self.isComplete = isComplete
  }
}

/// Everything a source delivers, and how it ended. Checks the rules of `SequenceChunk` on the way.
func drain(_ source: some SequenceSource) -> (records: [WholeSequence], error: SequenceIOError?) {
  var records: [WholeSequence] = []
  var expectedStart: Int64 = 0
  do throws(SequenceIOError) {
    while let chunk = try source.next() {
      if chunk.isContigStart {
        records.append(WholeSequence(chunk.contig, "", isComplete: false))
        expectedStart = chunk.start.offset
      }
      precondition(chunk.start.offset == expectedStart && records.last?.name == chunk.contig)
      expectedStart = chunk.end.offset
      records[records.count - 1].letters += BaseCode.text(of: chunk.codes)
      records[records.count - 1].isComplete = chunk.isContigEnd
    }
    return (records, nil)
  } catch {
    return (records, error)
  }
}
