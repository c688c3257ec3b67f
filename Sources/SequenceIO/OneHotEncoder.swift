package import GenomicRegions

/// What encoders do with bases other than A, C, G and T.
package enum AmbiguityPolicy: String, Sendable, CaseIterable {
  /// Each of the four bases is as likely as the others.
  case uniform
  /// None of the four.
  case zero
  /// A sequence with such a base is not encoded.
  case skip
  /// A sequence with such a base is an error.
  case error

  /// The first ambiguous base if this policy refuses it; throws under `error`.
  func refuses(
    _ codes: [UInt8], of sequence: String, at start: GenomicPosition
  ) throws(SequenceIOError) -> Bool {
    guard self == .skip || self == .error, let index = codes.firstIndex(where: BaseCode.isAmbiguous)
    else { return false }
    guard self == .error else { return true }
    throw .ambiguousBase(sequence: sequence, position: start + Int64(index))
  }
}

/// Bases as four channels A, C, G, T.
package struct OneHotEncoder: Sendable {
  package let policy: AmbiguityPolicy

  package init(policy: AmbiguityPolicy = .uniform) {
    self.policy = policy
  }

  /// Channels by base: `(length, 4)`, row by row; nil under `skip` if a base is ambiguous.
  ///
  /// Throws `ambiguousBase` under `error`, with `sequence` and the position counted from `start`.
  package func encode(
    _ codes: [UInt8], of sequence: String = "", at start: GenomicPosition = .contigStart
  ) throws(SequenceIOError) -> [Float]? {
    if try policy.refuses(codes, of: sequence, at: start) { return nil }
    let ambiguous: Float = policy == .uniform ? 0.25 : 0
    var values = [Float](repeating: 0, count: codes.count * 4)
    for (index, code) in codes.enumerated() {
      if BaseCode.isAmbiguous(code) {
        for channel in 0..<4 { values[index * 4 + channel] = ambiguous }
      } else {
        values[index * 4 + Int(code & BaseCode.symbolBits)] = 1
      }
    }
    return values
  }
}
