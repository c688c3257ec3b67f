/// Which input steps an output step depends on: `stride * t - before ... stride * t + after`.
package struct ReceptiveField: Sendable, Equatable {
  /// Input steps from one output step to the next.
  package let stride: Int
  /// Steps seen before the anchor; nil if all.
  package let before: Int?
  /// Steps seen after the anchor; nil if all.
  package let after: Int?

  package init(stride: Int, before: Int?, after: Int?) {
    self.stride = stride
    self.before = before
    self.after = after
  }

  /// Each output step sees the input step of the same number alone.
  package static let step = ReceptiveField(stride: 1, before: 0, after: 0)
  /// Each output step sees the whole sequence.
  package static let sequence = ReceptiveField(stride: 1, before: nil, after: nil)

  /// The field of `next` upon the outputs of this one.
  package func followed(by next: ReceptiveField) -> ReceptiveField {
    func reach(_ near: Int?, _ far: Int?) -> Int? {
      guard let near, let far else { return nil }
      return near + far * stride
    }
    return ReceptiveField(
      stride: stride * next.stride, before: reach(before, next.before),
      after: reach(after, next.after))
  }
}
