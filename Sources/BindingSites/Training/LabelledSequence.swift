package import GenomicRegions

/// A sequence with what is known of it.
package struct LabelledSequence: Sendable, Equatable {
  package let name: String
  /// `BaseCode` symbols without soft mask.
  package let codes: [UInt8]
  /// Whether a site is there; nil where the source does not say.
  package let isBound: Bool?
  /// How much the example counts in training, > 0.
  package let weight: Float
  /// The side of the split the source puts it on, if it says.
  package let side: Side?

  /// What an example is used for.
  package enum Side: String, Sendable, CaseIterable {
    case training
    case validation
  }

  package init(
    name: String, codes: [UInt8], isBound: Bool?, weight: Float = 1, side: Side? = nil
  ) {
    self.name = name
    self.codes = codes
    self.isBound = isBound
    self.weight = weight
    self.side = side
  }

  /// The same example, bound or not.
  package func labelled(_ isBound: Bool) -> LabelledSequence {
    LabelledSequence(name: name, codes: codes, isBound: isBound, weight: weight, side: side)
  }

  /// The same example with other bases.
  package func withCodes(_ codes: [UInt8]) -> LabelledSequence {
    LabelledSequence(name: name, codes: codes, isBound: isBound, weight: weight, side: side)
  }

  /// The place in a name such as `peak7::chr1:100-200(-)`, as bedtools writes them; nil without one.
  ///
  /// Numbers are taken as BED counts, 0-based half-open.
  package var locus: GenomicInterval? {
    guard let colon = name.lastIndex(of: ":") else { return nil }
    let numbers = name[name.index(after: colon)...].split(separator: "-")
    guard numbers.count >= 2, let start = Int64(numbers[0]), start >= 0,
      let end = Int64(numbers[1].prefix { $0.isASCII && $0.isNumber }), start <= end
    else { return nil }
    return GenomicInterval(
      contig: name[..<colon].split(separator: "::").last.map(String.init) ?? "",
      start: GenomicPosition(zeroBased: start), end: GenomicPosition(zeroBased: end))
  }

  /// The name of an example at a place, with what the source calls it unless that is nothing or `.`:
  /// what `locus` reads.
  package static func name(at interval: GenomicInterval, called name: String? = nil) -> String {
    let place = "\(interval.contig):\(interval.start.offset)-\(interval.end.offset)"
    guard let name, !name.isEmpty, name != "." else { return place }
    return "\(name)::\(place)"
  }
}
