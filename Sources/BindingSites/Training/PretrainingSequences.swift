internal import RecurrentCore
internal import SequenceIO

/// Pieces of sequences from a file to learn word vectors from, drawn evenly if there are too many.
package enum PretrainingSequences {
  /// Bases of a piece.
  private static let pieceLength = 1000
  /// Pieces kept: five million bases hold each word of five often enough.
  private static let limit = 5000

  /// Reads FASTA or FASTQ, plain or compressed, in memory bounded by the pieces kept.
  ///
  /// - Throws: what reading gives; `badTable` for a file without sequences, `CancellationError`.
  package static func read(path: String, seed: UInt64) throws -> [[UInt8]] {
    guard case .records(let reader) = try SequenceText(path: path) else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "not FASTA or FASTQ",
        remedy: "give the sequences to learn word vectors from as FASTA")
    }
    var generator = RandomGenerator(seed: seed, stream: 0x5052_4554)
    var kept: [[UInt8]] = []
    var seen = 0
    var piece: [UInt8] = []
    /// Vitter's algorithm R (1985): every piece is kept with the same chance.
    func take() {
      defer { piece.removeAll(keepingCapacity: true) }
      guard piece.contains(where: { !BaseCode.isAmbiguous($0) }) else { return }
      seen += 1
      if kept.count < limit {
        kept.append(piece)
      } else {
        let place = Int(generator.uniform() * Double(seen))
        if place < limit { kept[place] = piece }
      }
    }
    while let chunk = try reader.next() {
      try Task.checkCancellation()
      for code in chunk.codes {
        piece.append(code & BaseCode.symbolBits)
        if piece.count == pieceLength { take() }
      }
      if chunk.isContigEnd { take() }
    }
    guard !kept.isEmpty else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the file holds no known base",
        remedy: "give the sequences to learn word vectors from as FASTA")
    }
    return kept
  }
}
