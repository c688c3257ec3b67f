/// Gives the logit of windows of one length.
package protocol WindowScorer: Sendable {
  /// Bases in a window.
  var window: Int { get }

  /// - Parameters:
  ///   - bases: `InputBase` values.
  ///   - offsets: where windows start in `bases`.
  /// - Returns: one logit a window. It depends on the window's bases alone, bit for bit, never on
  ///   the other windows of the call.
  func logits(bases: [UInt8], offsets: [Int]) -> [Float]
}

/// What a network sees of a base.
package enum InputBase {
  /// A, C, G, T are 0 to 3.
  package static let known: ClosedRange<UInt8> = 0...3
  /// 0.25 in each channel.
  package static let uniform: UInt8 = 4
  /// 0 in each channel.
  package static let zero: UInt8 = 5

  /// The complement: A and T, C and G change places.
  static func complement(_ base: UInt8) -> UInt8 { base <= 3 ? 3 - base : base }
}
