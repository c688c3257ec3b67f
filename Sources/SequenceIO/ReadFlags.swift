/// The FLAG field of an alignment record (SAM specification, section 1.4.2).
package struct ReadFlags: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  package static let paired = ReadFlags(rawValue: 0x1)
  package static let properPair = ReadFlags(rawValue: 0x2)
  package static let unmapped = ReadFlags(rawValue: 0x4)
  package static let mateUnmapped = ReadFlags(rawValue: 0x8)
  /// The stored bases are the reverse complement of what was sequenced.
  package static let reverse = ReadFlags(rawValue: 0x10)
  package static let mateReverse = ReadFlags(rawValue: 0x20)
  package static let firstOfPair = ReadFlags(rawValue: 0x40)
  package static let secondOfPair = ReadFlags(rawValue: 0x80)
  package static let secondary = ReadFlags(rawValue: 0x100)
  package static let failedQuality = ReadFlags(rawValue: 0x200)
  package static let duplicate = ReadFlags(rawValue: 0x400)
  package static let supplementary = ReadFlags(rawValue: 0x800)
}
