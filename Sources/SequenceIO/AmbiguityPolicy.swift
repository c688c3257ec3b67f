internal import GenomicRegions

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
