/// The share of G and C among the known bases of a stretch, to half a percent: what tells the stratum of
/// a null distribution.
package struct GCShare: Sendable, Hashable {
  /// In half percents, 0 to 200; 255 where no base is known, or none was looked at.
  package let byte: UInt8

  package static let unknown = GCShare(unchecked: 255)
  private static let largest = 200

  private init(unchecked byte: UInt8) { self.byte = byte }

  /// Nil for a byte that is no share.
  package init?(byte: UInt8) {
    guard byte <= Self.largest || byte == Self.unknown.byte else { return nil }
    self.byte = byte
  }

  /// - Parameters:
  ///   - strong: bases that are G or C, at most `known`.
  ///   - known: bases that are A, C, G or T.
  package init(strong: Int, known: Int) {
    self =
      known > 0 ? Self(unchecked: UInt8((Self.largest * strong + known / 2) / known)) : .unknown
  }

  /// 0 to 1; nil where unknown.
  package var value: Double? { self == .unknown ? nil : Self.value(ofByte: Double(byte)) }

  static func value(ofByte byte: Double) -> Double { byte / Double(largest) }
}
