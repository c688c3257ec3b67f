internal import ECGSignal
internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// Which samples of a lead must be read so that a piece of it, filtered and resampled alone, is what
/// it would be had the whole lead been conditioned.
///
/// Pieces start where an input and an output sample fall on one instant, so that outputs keep their
/// places; margins on both sides give the filter time to forget where the lead was cut. A gap that
/// reaches over a margin's end is bridged with the value on its near side instead of a line to its far
/// side: this can be seen within a second or two of the gap only.
struct ConditioningPieces {
  /// Samples of the lead and outputs of the resampler go in this ratio.
  let up: Int
  let down: Int
  /// Samples a piece may start at are multiples of this.
  let alignment: Int
  /// Samples on each side.
  let margin: Int
  /// Samples of the whole lead.
  let sampleCount: Int

  /// What is left of the filter's memory at a margin's end.
  static let remainder = 1e-7

  /// - Parameter samplesPerFrame: pieces start with a frame.
  init(
    _ conditioner: SignalConditioner, samplingFrequency: Double, sampleCount: Int,
    samplesPerFrame: Int, path: String
  ) throws {
    let stages = try conditioner.stages(from: samplingFrequency, path: path)
    up = stages.resampler.up
    down = stages.resampler.down
    alignment = Self.leastCommonMultiple(stages.resampler.down, samplesPerFrame)
    self.sampleCount = sampleCount
    let seconds = Self.marginSeconds(conditioner.contract)
    margin =
      Int((seconds * samplingFrequency).rounded(.up)) + 10 * max(1, down / up + 1)
  }

  /// Outputs of the whole lead.
  var outputCount: Int { (sampleCount * up + down - 1) / down }

  /// The samples to read for `outputs`, and which of their own outputs those are.
  func piece(_ outputs: Range<Int>) -> (samples: Range<Int>, outputs: Range<Int>) {
    let first = max(0, outputs.lowerBound * down / up - margin) / alignment * alignment
    let end = min(sampleCount, (outputs.upperBound * down + up - 1) / up + margin)
    let skipped = first / down * up
    return (
      first..<max(first, end), outputs.lowerBound - skipped..<outputs.upperBound - skipped
    )
  }

  /// Time in which the band-pass forgets a step: its slowest poles are those at the lower edge, where
  /// the prototype's angle brings them nearest to the axis.
  static func marginSeconds(_ contract: SignalContract) -> Double {
    let damping =
      2 * .pi * contract.lowCutoff * sin(.pi / Double(2 * contract.filterOrder))
    return -log(remainder) / damping
  }

  private static func leastCommonMultiple(_ left: Int, _ right: Int) -> Int {
    var (larger, smaller) = (left, right)
    while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
    return left / larger * right
  }
}
