/// Sequences of one batch as they flow between layers: `(time, batch, features)` and their lengths.
///
/// Time comes first so that one step of all sequences is one contiguous matrix. Sequences shorter
/// than the longest are padded at the end; padded steps hold zeros and every layer keeps them zero,
/// so that what stands behind a sequence never changes its result. A pooled batch has one step.
package struct SequenceBatch<Element: KernelElement>: Sendable, Equatable {
  /// `(time, batch, features)`.
  package var values: Tensor<Element>
  /// Valid steps of each sequence, each in `0...time`; `batch` of them.
  package let lengths: [Int]

  package init(_ values: Tensor<Element>, lengths: [Int]? = nil) {
    let time = values.shape[.time]
    let batch = values.shape[.batch]
    precondition(values.shape.axes == [.time, .batch, .features], "shape \(values.shape)")
    self.values = values
    self.lengths = lengths ?? Array(repeating: time, count: batch)
    precondition(self.lengths.count == batch, "\(self.lengths.count) lengths, batch \(batch)")
    precondition(self.lengths.allSatisfy { 0...time ~= $0 }, "length outside 0...\(time)")
  }

  package var time: Int { values.shape[.time] }
  package var batch: Int { values.shape[.batch] }
  package var features: Int { values.shape[.features] }
  /// Whether no sequence is padded.
  package var isFull: Bool { lengths.allSatisfy { $0 == time } }
}
