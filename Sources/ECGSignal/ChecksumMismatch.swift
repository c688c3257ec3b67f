internal import UserFacing

/// A signal whose stored samples do not add up to what its header says.
package struct ChecksumMismatch: Sendable, Equatable {
  /// The signal's name.
  package let signal: String
  /// The segment of a multi-segment record it was found in.
  package var segment: String?
  /// As the header writes it.
  package let declared: Int
  /// The low 16 bits of the sum of all stored samples, as a signed number.
  package let computed: Int16

  package var message: String {
    let place = segment.map { "segment \($0.quoted): " } ?? ""
    return place
      + "the checksum of signal \(signal.quoted) is \(computed), the header says \(declared)"
  }
}
