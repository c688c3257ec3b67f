/// What the samples of one signal say about its quality.
package struct SignalQuality: Sendable, Equatable {
  /// Samples seen, missing ones included.
  package var count = 0
  package var missing = 0
  /// Samples in stretches of one value that last at least the meter's length.
  package var flat = 0
  /// The longest stretch of one value, in samples.
  package var longestFlat = 0
  /// Samples at the converter's lowest or highest value.
  package var clipped = 0
  /// The least and the greatest value, in physical units unless the signal is uncalibrated; `nil` when
  /// all samples are missing.
  package var range: ClosedRange<Double>?

  package var missingFraction: Double { fraction(missing) }
  package var flatFraction: Double { fraction(flat) }
  package var clippedFraction: Double { fraction(clipped) }

  private func fraction(_ part: Int) -> Double { count == 0 ? 0 : Double(part) / Double(count) }
}

/// Measures quality over blocks that follow each other, in constant memory.
package struct SignalQualityMeter: Sendable {
  /// The quality of all samples so far.
  package private(set) var quality = SignalQuality()
  private let rails: ClosedRange<Int32>?
  private let flatLength: Int
  private var runValue = Double.nan
  private var runLength = 0

  /// - Parameters:
  ///   - rails: the converter's range; `nil` when not known, so that no clipping is found.
  ///   - flatLength: from how many equal samples on a stretch counts as flat.
  package init(rails: ClosedRange<Int32>?, flatLength: Int) {
    self.rails = rails
    self.flatLength = max(flatLength, 2)
  }

  /// Takes the samples of `block`, as stored.
  package mutating func add(_ block: SampleBlock) {
    for piece in block.pieces {
      switch piece {
      case .missing(let count):
        quality.count += count
        quality.missing += count
        runLength = 0
      case .physical(let samples):
        for sample in samples { add(sample) }
      case .digital(let samples, let scale):
        for sample in samples {
          guard sample != SampleBlock.missingSample else {
            add(.nan)
            continue
          }
          if let rails, rails.lowerBound >= sample || rails.upperBound <= sample {
            quality.clipped += 1
          }
          add(scale?.physical(sample) ?? Double(sample))
        }
      }
    }
  }

  private mutating func add(_ value: Double) {
    quality.count += 1
    guard !value.isNaN else {
      quality.missing += 1
      runLength = 0
      return
    }
    if runLength > 0, value == runValue {
      runLength += 1
    } else {
      runValue = value
      runLength = 1
    }
    quality.longestFlat = max(quality.longestFlat, runLength)
    if runLength == flatLength { quality.flat += flatLength }
    if runLength > flatLength { quality.flat += 1 }
    if let range = quality.range {
      if value < range.lowerBound { quality.range = value...range.upperBound }
      if value > range.upperBound { quality.range = range.lowerBound...value }
    } else {
      quality.range = value...value
    }
  }
}
