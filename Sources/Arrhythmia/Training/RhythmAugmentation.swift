internal import Glibc
package import RecurrentCore

/// How recordings are varied from epoch to epoch; as it is made, nothing is varied.
package struct RhythmAugmentation: Codable, Sendable, Equatable {
  /// Every other signal is turned upside down, as with exchanged electrodes.
  package var flipsSign = false
  /// Up to so many samples are cut off at the start.
  package var largestOffset = 0
  /// Time is stretched by a factor of `1 - stretch ... 1 + stretch`, in four of five signals.
  package var stretch = 0.0
  /// A part of random length from this share of the signal to all of it is taken.
  package var shortestShare = 1.0
  /// The amplitude is multiplied by a factor of `1 / (1 + amplitude) ... 1 + amplitude`.
  package var amplitude = 0.0
  /// White noise of up to so many of the signal's standard deviations.
  package var noise = 0.0
  /// Three slow waves, each of up to so many of the signal's standard deviations.
  package var wander = 0.0
  /// A stretch of up to this share of the signal is set to zero.
  package var masking = 0.0

  package init() {}

  /// The share of signals that are stretched.
  private static let stretchedShare = 0.8
  /// The slow waves' frequencies, in hertz.
  private static let wanderFrequencies = 0.1..<0.8
  private static let wanderWaves = 3

  /// A varied copy.
  ///
  /// - Parameter contract: tells frequency and shortest length; the copy is not shorter than that,
  ///   nor longer than the longest.
  package func callAsFunction(
    _ signal: [Float], _ contract: SignalContract, _ generator: inout RandomGenerator
  ) -> [Float] {
    var result = signal
    let shortest = min(signal.count, contract.minimumSamples)
    if stretch > 0, generator.uniform() < Self.stretchedShare {
      let factor = 1 + stretch * (2 * generator.uniform() - 1)
      let count = Int((Double(signal.count) * factor).rounded())
      result = Self.resampled(
        signal, count: min(max(count, shortest), max(signal.count, contract.maximumSamples)))
    }
    result = cropped(result, shortest: shortest, &generator)
    let isFlipped = flipsSign && generator.next() & 1 == 1
    var factor = Float(isFlipped ? -1 : 1)
    if amplitude > 0 {
      factor *= Float(exp(log1p(amplitude) * (2 * generator.uniform() - 1)))
    }
    if factor != 1 { for index in result.indices { result[index] *= factor } }
    if noise > 0 || wander > 0 { disturb(&result, contract.samplingFrequency, &generator) }
    if masking > 0 {
      let count = Int(generator.uniform() * masking * Double(result.count))
      let start = Int(generator.uniform() * Double(result.count - count + 1))
      for index in start..<start + count { result[index] = 0 }
    }
    return result
  }

  private func cropped(
    _ signal: [Float], shortest: Int, _ generator: inout RandomGenerator
  ) -> [Float] {
    var range = signal.startIndex..<signal.endIndex
    if largestOffset > 0 {
      let most = min(largestOffset, range.count - shortest)
      range = Int(generator.uniform() * Double(most + 1))..<range.upperBound
    }
    if shortestShare < 1 {
      let share = shortestShare + (1 - shortestShare) * generator.uniform()
      let count = max(shortest, Int(share * Double(range.count)))
      let start = range.lowerBound + Int(generator.uniform() * Double(range.count - count + 1))
      range = start..<start + count
    }
    return range.count == signal.count ? signal : Array(signal[range])
  }

  /// Adds noise and slow waves.
  private func disturb(
    _ signal: inout [Float], _ frequency: Double, _ generator: inout RandomGenerator
  ) {
    let deviation = Self.standardDeviation(signal)
    if noise > 0 {
      // Uniform on -width...width, whose variance is a third of the width's square.
      let width = Float(3.0.squareRoot() * noise * generator.uniform() * deviation)
      for index in signal.indices {
        let chance = Float(generator.next() >> 40) * 0x1p-23 - 1
        signal[index] += width * chance
      }
    }
    guard wander > 0 else { return }
    for _ in 0..<Self.wanderWaves {
      let height = wander * generator.uniform() * deviation
      let phase = 2 * Double.pi * generator.uniform()
      let limits = Self.wanderFrequencies
      let hertz =
        limits.lowerBound
        + (limits.upperBound - limits.lowerBound) * generator.uniform()
      // A rotating pointer: much cheaper than a sine a sample.
      let turn = 2 * Double.pi * hertz / frequency
      let (cosine, sine) = (cos(turn), sin(turn))
      var (x, y) = (height * cos(phase), height * sin(phase))
      for index in signal.indices {
        signal[index] += Float(y)
        (x, y) = (x * cosine - y * sine, x * sine + y * cosine)
      }
    }
  }

  /// Linear between neighbours, first and last samples kept.
  static func resampled(_ signal: [Float], count: Int) -> [Float] {
    guard count > 1, signal.count > 1, count != signal.count else { return signal }
    let step = Double(signal.count - 1) / Double(count - 1)
    var result: [Float] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let place = Double(index) * step
      let before = min(Int(place), signal.count - 2)
      let share = Float(place - Double(before))
      result.append(signal[before] + share * (signal[before + 1] - signal[before]))
    }
    return result
  }

  static func standardDeviation(_ signal: [Float]) -> Double {
    let count = Double(max(1, signal.count))
    var (sum, squares) = (0.0, 0.0)
    for value in signal {
      sum += Double(value)
      squares += Double(value) * Double(value)
    }
    return max(0, squares / count - (sum / count) * (sum / count)).squareRoot()
  }
}
