internal import SequenceIO

/// Gives the logit of windows of one length.
package protocol WindowScorer: Sendable {
  /// Bases in a window.
  var window: Int { get }
  /// Networks that read every window.
  var networkCount: Int { get }
  /// How the scores of a window on both strands become one.
  var strandCombination: StrandCombination { get }
  /// Bytes that one call of `logits` works with, about.
  var workBytes: Int { get }

  /// - Parameters:
  ///   - bases: `InputBase` values.
  ///   - offsets: where windows start in `bases`.
  /// - Returns: one logit a window. It depends on the window's bases alone, bit for bit, never on
  ///   the other windows of the call.
  func logits(bases: [UInt8], offsets: [Int]) -> [Float]
}

extension WindowScorer {
  package var networkCount: Int { 1 }
  package var workBytes: Int { 0 }
  package var strandCombination: StrandCombination { .mean }
}

/// How the scores of a window on both strands become one.
package enum StrandCombination: Sendable {
  /// As networks are calibrated.
  case mean
  /// The larger: a motif lies on one strand.
  case better
}

/// What a network sees of a base.
package enum InputBase {
  /// A, C, G, T are 0 to 3.
  package static let known: ClosedRange<UInt8> = 0...3
  /// 0.25 in each channel.
  package static let uniform: UInt8 = 4
  /// 0 in each channel.
  package static let zero: UInt8 = 5

  /// The complement: A and T, C and G change places.
  static func complement(_ base: UInt8) -> UInt8 { base <= 3 ? 3 - base : base }
}

/// How the settings of a scan turn `BaseCode`s into `InputBase`s.
struct InputReading: Sendable {
  private let inputBases: [UInt8]

  init(_ settings: ScanSettings) {
    inputBases = (0...UInt8.max).map { code in
      let isHidden = settings.mask == .soft && BaseCode.isSoftMasked(code)
      guard isHidden || BaseCode.isAmbiguous(code) else { return code & BaseCode.symbolBits }
      return settings.ambiguity == .zero ? InputBase.zero : InputBase.uniform
    }
  }

  func callAsFunction(_ codes: [UInt8]) -> [UInt8] { codes.map { inputBases[Int($0)] } }
}
