internal import SequenceIO

/// How a sequence shorter than a window is put into one: in its middle, N on both sides.
enum SequencePadding {
  /// N's before the sequence.
  ///
  /// Where an odd number cannot be shared fairly, the lesser of the sequence and its reverse
  /// complement decides, so that both give the same window seen from the two strands.
  static func before(_ codes: [UInt8], window: Int) -> Int {
    let padding = window - codes.count
    guard padding % 2 == 1 else { return padding / 2 }
    let reverse = BaseCode.reverseComplement(of: codes)
    return reverse.lexicographicallyPrecedes(codes) ? padding / 2 + 1 : padding / 2
  }

  /// The window itself.
  static func padded(_ codes: [UInt8], window: Int) -> [UInt8] {
    let left = before(codes, window: window)
    return Array(repeating: BaseCode.n, count: left) + codes
      + Array(repeating: BaseCode.n, count: window - codes.count - left)
  }
}
