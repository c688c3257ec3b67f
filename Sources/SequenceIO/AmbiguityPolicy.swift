internal import GenomicRegions

/// What is done with bases other than A, C, G and T.
package enum AmbiguityPolicy: String, Codable, Sendable, CaseIterable {
  /// Each of the four bases is as likely as the others: 0.25 in each of four channels.
  case uniform
  /// None of the four: 0 in each channel.
  case zero
  /// A sequence or window with such a base is left out.
  case skip
  /// Such a base is an error.
  case error

  /// Whether the sequence is to be left out: `skip` with an ambiguous base. Throws for one under `error`.
  func refuses(
    _ codes: [UInt8], of sequence: String, at start: GenomicPosition
  ) throws(SequenceIOError) -> Bool {
    guard self == .skip || self == .error, let index = codes.firstIndex(where: BaseCode.isAmbiguous)
    else { return false }
    guard self == .error else { return true }
    throw .ambiguousBase(sequence: sequence, position: start + Int64(index))
  }
}
