/// Orders examples so that those drawn together are of similar length, which saves padding.
///
/// The examples are shuffled and taken in chunks of several batches; within a chunk they are sorted
/// by length, and its batches are drawn in random order, those of all chunks mixed. The shuffling
/// before makes each epoch's batches others.
package struct LengthBuckets: Sendable {
  /// Batches sorted together.
  package static let batchesInChunk = 20

  private let lengths: [Int]
  private let batchSize: Int

  /// - Parameter lengths: of each example, about.
  package init(_ lengths: [Int], batchSize: Int) {
    precondition(batchSize > 0, "batches of \(batchSize)")
    self.lengths = lengths
    self.batchSize = batchSize
  }

  /// Every example once; the batch that is not full, if there is one, comes last.
  package func order(_ generator: inout RandomGenerator) -> [Int] {
    let shuffled = generator.permutation(of: lengths.count)
    var batches: [ArraySlice<Int>] = []
    // What does not fill a batch is left to chance, not to length.
    let full = lengths.count / batchSize * batchSize
    for start in stride(from: 0, to: full, by: batchSize * Self.batchesInChunk) {
      let end = min(start + batchSize * Self.batchesInChunk, full)
      let places = (start..<end).sorted {
        (lengths[shuffled[$0]], $0) < (lengths[shuffled[$1]], $1)
      }
      let chunk = places.map { shuffled[$0] }
      for first in stride(from: 0, to: chunk.count, by: batchSize) {
        batches.append(chunk[first..<first + batchSize])
      }
    }
    let drawn = generator.permutation(of: batches.count).flatMap { batches[$0] }
    return drawn + shuffled[full...]
  }
}
