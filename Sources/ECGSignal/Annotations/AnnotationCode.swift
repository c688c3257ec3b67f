/// What an annotation marks: a beat's kind, a rhythm change, a comment (ecgcodes of the WFDB library).
package struct AnnotationCode: RawRepresentable, Hashable, Sendable {
  /// 1...49 for annotations; 50...58 are free.
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let normalBeat = AnnotationCode(rawValue: 1)
  package static let prematureVentricularContraction = AnnotationCode(rawValue: 5)
  package static let atrialPrematureBeat = AnnotationCode(rawValue: 8)
  package static let signalQualityChange = AnnotationCode(rawValue: 14)
  package static let comment = AnnotationCode(rawValue: 22)
  package static let rhythmChange = AnnotationCode(rawValue: 28)

  private static let symbols = Array(" NLRaVFJASEj/Q~ | sT*D\"=pB^t+u?![]en@xf()r")
  private static let beats: Set<UInt8> = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41,
  ]

  /// The code that annotation listings show as `symbol`; `nil` when there is none.
  package init?(symbol: Character) {
    guard symbol != " ", let index = Self.symbols.firstIndex(of: symbol) else { return nil }
    self.init(rawValue: UInt8(index))
  }

  /// The one-character name of listings, e.g. `N`, `V`, `+`; `[20]`-like for codes without.
  package var symbol: String {
    let index = Int(rawValue)
    guard Self.symbols.indices.contains(index), Self.symbols[index] != " " else {
      return "[\(rawValue)]"
    }
    return String(Self.symbols[index])
  }

  /// Whether the annotation marks a heart beat.
  package var isBeat: Bool { Self.beats.contains(rawValue) }
}
