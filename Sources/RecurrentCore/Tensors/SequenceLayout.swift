/// How sequences lie in a `(time, batch, features)` array, and which of its steps are valid.
package struct SequenceLayout: Sendable, Equatable {
  package let time: Int
  package let batch: Int
  package let features: Int
  /// Valid steps of each sequence, each in `0...time`; `batch` of them.
  package let lengths: [Int]

  package init(time: Int, features: Int, lengths: [Int]) {
    precondition(time >= 0 && features >= 0, "time \(time), features \(features)")
    precondition(lengths.allSatisfy { 0...time ~= $0 }, "length outside 0...\(time)")
    self.time = time
    batch = lengths.count
    self.features = features
    self.lengths = lengths
  }

  /// The steps of all sequences, padded ones included.
  package var rows: Int { time * batch }
  package var count: Int { rows * features }
  package var shape: Shape { .sequences(time: time, batch: batch, features: features) }
  /// Whether no sequence is padded.
  package var isFull: Bool { lengths.allSatisfy { $0 == time } }

  /// The same steps with another number of features.
  package func with(features: Int) -> SequenceLayout {
    SequenceLayout(time: time, features: features, lengths: lengths)
  }

  /// One valid step for each sequence that has any: what pooling over time gives.
  package func pooled(features: Int) -> SequenceLayout {
    SequenceLayout(time: 1, features: features, lengths: lengths.map { min(1, $0) })
  }
}

extension SequenceBatch {
  package var layout: SequenceLayout {
    SequenceLayout(time: time, features: features, lengths: lengths)
  }

  package init(_ layout: SequenceLayout, _ elements: [Element]) {
    self.init(Tensor(layout.shape, elements), lengths: layout.lengths)
  }
}
