internal import SequenceIO

/// What a window's bases are like, apart from their order: what a background is matched for.
package struct WindowComposition: Sendable, Equatable {
  /// The share of G and C in the known bases; 0 without any.
  package let gc: Double
  /// The share of soft-masked bases: repeats, where the genome marks them.
  package let masked: Double
  /// The share of bases that are not A, C, G or T.
  package let ambiguous: Double

  /// - Parameter codes: `BaseCode`s with their soft mask, at least one.
  package init(_ codes: some Collection<UInt8>) {
    var (strong, known, masked) = (0, 0, 0)
    for code in codes {
      let symbol = code & BaseCode.symbolBits
      known += symbol <= BaseCode.t ? 1 : 0
      strong += symbol == BaseCode.c || symbol == BaseCode.g ? 1 : 0
      masked += code & BaseCode.softMaskBit != 0 ? 1 : 0
    }
    let count = Double(max(1, codes.count))
    gc = known > 0 ? Double(strong) / Double(known) : 0
    self.masked = Double(masked) / count
    ambiguous = Double(codes.count - known) / count
  }

  /// A cell of the joint histogram.
  package struct Bin: Hashable, Sendable {
    /// In steps of 4 %.
    package let gc: Int
    /// 0 for none, then in steps of 20 %.
    package let masked: Int
    /// 0 for none, 1 for up to 10 %, 2 for more.
    package let ambiguous: Int
  }

  private static let gcSteps = 25
  private static let maskedSteps = 5
  private static let fewAmbiguous = 0.1

  package var bin: Bin {
    Bin(
      gc: min(Int(gc * Double(Self.gcSteps)), Self.gcSteps - 1),
      masked: masked == 0
        ? 0 : 1 + min(Int(masked * Double(Self.maskedSteps)), Self.maskedSteps - 1),
      ambiguous: ambiguous == 0 ? 0 : ambiguous <= Self.fewAmbiguous ? 1 : 2)
  }
}
