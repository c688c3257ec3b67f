import Foundation
import RecurrentCore
import RhythmTestSupport
import Testing

@testable import Arrhythmia

@Suite struct ConditioningPiecesTests {
  /// Beats, wander, noise and an offset, in millivolts.
  private func lead(_ count: Int, frequency: Double) -> [Double] {
    var generator = RandomGenerator(seed: 3)
    return SyntheticRecord.beats(count, frequency: frequency).map {
      Double($0) / 1000 + 3 + 0.1 * (generator.uniform() - 0.5)
    }
  }

  private func pieces(
    _ conditioner: SignalConditioner, frequency: Double, count: Int, perFrame: Int = 1
  ) throws -> ConditioningPieces {
    try ConditioningPieces(
      conditioner, samplingFrequency: frequency, sampleCount: count, samplesPerFrame: perFrame,
      path: "test")
  }

  /// The largest difference of pieces from the whole, relative to the whole's largest value.
  private func largestDifference(
    _ samples: [Double], frequency: Double, perFrame: Int = 1, step: Int = 4321
  ) throws -> Double {
    let conditioner = SignalConditioner(SignalContract(scaling: .millivolts(1)))
    let whole = try conditioner.filter(samples, samplingFrequency: frequency, path: "test")
    let pieces = try pieces(
      conditioner, frequency: frequency, count: samples.count, perFrame: perFrame)
    #expect(pieces.outputCount == whole.count)
    var largest = 0.0
    for start in stride(from: 0, to: whole.count, by: step) {
      let outputs = start..<min(start + step, whole.count)
      let (read, own) = pieces.piece(outputs)
      #expect(read.lowerBound % perFrame == 0)
      let part = try conditioner.filter(
        Array(samples[read]), samplingFrequency: frequency, path: "test")
      for (left, right) in zip(part[own], whole[outputs]) {
        largest = max(largest, abs(left - right))
      }
    }
    return largest / (whole.map(abs).max() ?? .nan)
  }

  @Test(arguments: [(128.0, 1), (200, 1), (250, 1), (360, 1), (300, 7), (1000, 4), (257.3, 2)])
  func piecesAreWhatTheyWouldBeInTheWhole(frequency: Double, perFrame: Int) throws {
    let samples = lead(Int(frequency * 90) / perFrame * perFrame, frequency: frequency)
    let difference = try largestDifference(samples, frequency: frequency, perFrame: perFrame)
    #expect(difference < 1e-5)
  }

  @Test func gapsWithinAPieceChangeNothing() throws {
    var samples = lead(25_000, frequency: 250)
    for index in 5000..<5700 { samples[index] = .nan }
    for index in 0..<90 { samples[index] = .nan }
    for index in 24_000..<25_000 { samples[index] = .nan }
    #expect(try largestDifference(samples, frequency: 250) < 1e-5)
  }

  @Test func aGapLongerThanTheMarginIsSeenNearItOnly() throws {
    var samples = lead(50_000, frequency: 250)
    for index in 20_000..<30_000 { samples[index] = .nan }
    let conditioner = SignalConditioner(SignalContract(scaling: .millivolts(1)))
    let whole = try conditioner.filter(samples, samplingFrequency: 250, path: "test")
    let pieces = try pieces(conditioner, frequency: 250, count: samples.count)
    let outputs = 10_000..<16_000
    let (read, own) = pieces.piece(outputs)
    #expect(read.upperBound < 30_000)
    let part = try conditioner.filter(
      Array(samples[read]), samplingFrequency: 250, path: "test")
    let differences = zip(part[own], whole[outputs]).map { abs($0 - $1) }
    // The gap begins with output 16,000; three seconds before there is nothing to be seen of it.
    #expect((differences.dropLast(600).max() ?? .nan) < 1e-4)
    #expect((differences.max() ?? .nan) < 0.05)
  }

  @Test func aMarginThatIsTooShortWouldBeSeen() throws {
    let samples = lead(25_000, frequency: 250)
    let conditioner = SignalConditioner(SignalContract(scaling: .millivolts(1)))
    let whole = try conditioner.filter(samples, samplingFrequency: 250, path: "test")
    let part = try conditioner.filter(
      Array(samples[5000..<15_000]), samplingFrequency: 250, path: "test")
    let differences = zip(part, whole[4000..<12_000]).map { abs($0 - $1) }
    #expect((differences.prefix(400).max() ?? .nan) > 1e-3)
    #expect(abs(ConditioningPieces.marginSeconds(conditioner.contract) - 10.3) < 0.1)
  }
}
