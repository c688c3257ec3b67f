package import SequenceIO

/// What an input holds, from reading it once: its size, and a hash that tells it from others.
package struct InputSurvey: Codable, Sendable, Equatable {
  package let sequences: Int
  package let bases: Int64
  /// `SequenceFingerprint` of each sequence's name, a line feed, its `BaseCode`s (case included) and a byte 0xFF:
  /// the same however the file is folded or compressed.
  package let fingerprint: String

  package init(sequences: Int, bases: Int64, fingerprint: String) {
    self.sequences = sequences
    self.bases = bases
    self.fingerprint = fingerprint
  }

  /// Throws what the source throws.
  ///
  /// - Parameter willRead: called before each piece.
  package init(_ source: any SequenceSource, willRead: () throws -> Void = {}) throws {
    var hash = SequenceFingerprint()
    var sequences = 0
    var bases: Int64 = 0
    while true {
      try willRead()
      guard let chunk = try source.next() else { break }
      if chunk.isContigStart {
        sequences += 1
        hash.update((Array(chunk.contig.utf8) + [UInt8(ascii: "\n")]).span)
      }
      hash.update(chunk.codes.span)
      bases += Int64(chunk.codes.count)
      if chunk.isContigEnd { hash.update([0xFF].span) }
    }
    self.init(sequences: sequences, bases: bases, fingerprint: hash.hexadecimal())
  }
}
