/// Where the windows of a batch's sequences lie: those that a sequence fills, no others.
package struct WindowCut: Sendable {
  package let input: SequenceLayout
  /// The windows of each sequence as steps, with the input's features.
  package let output: SequenceLayout
  /// The output's row of each window, in ascending order: by place, then by sequence.
  package let rows: [Int]
  private let length: Int
  private let hop: Int

  package init(_ input: SequenceLayout, length: Int, hop: Int) {
    self.input = input
    self.length = length
    self.hop = hop
    let counts = input.lengths.map { Self.count($0, length: length, hop: hop) }
    output = SequenceLayout(
      time: Self.count(input.time, length: length, hop: hop), features: input.features,
      lengths: counts)
    let batch = input.batch
    rows = (0..<output.time).flatMap { step in
      (0..<batch).filter { step < counts[$0] }.map { step * batch + $0 }
    }
  }

  package var isEmpty: Bool { rows.isEmpty }

  /// Windows in a sequence of that many steps.
  package static func count(_ steps: Int, length: Int, hop: Int) -> Int {
    steps < length ? 0 : (steps - length) / hop + 1
  }

  /// A window's steps in the input `(time, batch, features)`.
  func inputRegion(_ window: Int) -> MatrixRegion {
    let (step, sequence) = rows[window].quotientAndRemainder(dividingBy: input.batch)
    return MatrixRegion(
      offset: (step * hop * input.batch + sequence) * input.features, rows: length,
      columns: input.features, rowStride: input.batch * input.features)
  }

  /// A window's steps among all windows side by side, `(length, windows, features)`.
  func packedRegion(_ window: Int) -> MatrixRegion {
    MatrixRegion(
      offset: window * input.features, rows: length, columns: input.features,
      rowStride: rows.count * input.features)
  }
}
