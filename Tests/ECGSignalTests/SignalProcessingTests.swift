import Foundation
import Testing

@testable import ECGSignal

@Suite struct SignalProcessingTests {
  private struct Vectors: Decodable {
    struct Filter: Decodable {
      var order: Int
      var kind: String
      var edges: [Double]
      var samplingFrequency: Double
      var zeroPhase: [Double]

      var band: FilterBand {
        switch kind {
        case "lowpass": .lowPass(cutoffHertz: edges[0])
        case "highpass": .highPass(cutoffHertz: edges[0])
        case "bandpass": .bandPass(lowHertz: edges[0], highHertz: edges[1])
        default: .bandStop(lowHertz: edges[0], highHertz: edges[1])
        }
      }
    }
    struct Resampling: Decodable {
      var up: Int
      var down: Int
      var count: Int
      var output: [Double]
    }
    var input: [Double]
    var filters: [Filter]
    var transferFunctionZeroPhase: [Double]
    var resampled: [Resampling]
  }

  private func vectors() throws -> Vectors {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../reference/signal-vectors.json")
    return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
  }

  /// The largest difference relative to the largest value.
  private func difference(_ ours: [Double], _ theirs: [Double]) -> Double {
    guard ours.count == theirs.count else { return .infinity }
    let scale = theirs.map(\.magnitude).max() ?? 1
    return zip(ours, theirs).map { abs($0 - $1) }.max().map { $0 / max(scale, 1e-300) } ?? 0
  }

  @Test func zeroPhaseFiltersAgreeWithSciPy() throws {
    let vectors = try vectors()
    for filter in vectors.filters {
      let sections = try SecondOrderSections(
        butterworthOrder: filter.order, band: filter.band,
        samplingFrequency: filter.samplingFrequency)
      let difference = difference(try sections.zeroPhase(vectors.input), filter.zeroPhase)
      #expect(difference < 1e-8, "\(filter.kind) of order \(filter.order), \(filter.edges)")
    }
  }

  @Test func sectionsAgreeWithSciPysTransferFunction() throws {
    let vectors = try vectors()
    let sections = try SecondOrderSections(
      butterworthOrder: 2, band: .bandPass(lowHertz: 0.5, highHertz: 40), samplingFrequency: 300)
    let ours = try sections.zeroPhase(vectors.input)
    #expect(difference(ours, vectors.transferFunctionZeroPhase) < 1e-6)
  }

  @Test func oddFrequenciesAreTakenAsTheSimplestRatioNearby() throws {
    let third = try RationalResampler(from: 333.333, to: 200)
    #expect(third.up == 3 && third.down == 5)
    let plain = try RationalResampler(from: 300, to: 200)
    #expect(plain.up == 2 && plain.down == 3)
    for frequency in [128.001, 257.33, 199.999, 1000.007, 499.99] {
      let resampler = try RationalResampler(from: frequency, to: 200)
      let error = Double(resampler.up) / Double(resampler.down) * frequency / 200 - 1
      #expect(abs(error) <= 1e-4, "\(frequency) Hz")
    }
  }

  @Test func resamplingAgreesWithSciPy() throws {
    let vectors = try vectors()
    for resampling in vectors.resampled {
      let resampler = try RationalResampler(up: resampling.up, down: resampling.down)
      let ours = resampler.resample(Array(vectors.input.prefix(resampling.count)))
      #expect(
        difference(ours, resampling.output) < 1e-10,
        "\(resampling.up)/\(resampling.down) of \(resampling.count)")
    }
  }

  @Test func frequenciesGiveTheirReducedRatio() throws {
    let resampler = try RationalResampler(from: 300, to: 200)
    #expect(resampler.up == 2 && resampler.down == 3)
    let odd = try RationalResampler(from: 62.4725, to: 62.4725)
    #expect(odd.resample([1, 2]) == [1, 2])
    #expect(try RationalResampler(from: 360, to: 200).outputCount(9) == 5)
  }

  @Test func zeroPhaseFilteringKeepsAConstantOrRemovesIt() throws {
    let constant = [Double](repeating: 2.5, count: 100)
    let low = try SecondOrderSections(
      butterworthOrder: 3, band: .lowPass(cutoffHertz: 40), samplingFrequency: 250)
    let high = try SecondOrderSections(
      butterworthOrder: 3, band: .highPass(cutoffHertz: 1), samplingFrequency: 250)
    #expect(try low.zeroPhase(constant).allSatisfy { abs($0 - 2.5) < 1e-9 })
    #expect(try high.zeroPhase(constant).allSatisfy { abs($0) < 1e-9 })
  }

  @Test func timeReversalAndFilteringCommute() throws {
    let samples = try vectors().input
    let filter = try SecondOrderSections(
      butterworthOrder: 2, band: .bandPass(lowHertz: 5, highHertz: 15), samplingFrequency: 250)
    let forwards = try filter.zeroPhase(samples)
    let backwards: [Double] = try filter.zeroPhase(samples.reversed()).reversed()
    // Only the ends differ, where the start state is that of one end.
    for index in 100..<140 { #expect(abs(forwards[index] - backwards[index]) < 1e-3) }
  }

  @Test func aSignalNoLongerThanTheEdgesIsTooShort() throws {
    let filter = try SecondOrderSections(
      butterworthOrder: 2, band: .bandPass(lowHertz: 0.5, highHertz: 40), samplingFrequency: 300)
    #expect(filter.edgeLength == 15)
    #expect(throws: ECGSignalError.signalTooShort(samples: 15, needed: 16)) {
      try filter.zeroPhase([Double](repeating: 0, count: 15))
    }
    #expect(try filter.zeroPhase([Double](repeating: 0, count: 16)).count == 16)
  }

  @Test(arguments: [
    (0, 250.0, 1.0, 40.0), (17, 250, 1, 40), (2, 250, 0, 40), (2, 250, 40, 1), (2, 250, 1, 125),
    (2, .nan, 1, 40), (2, 250, .nan, 40),
  ])
  func impossibleFiltersAreRefused(order: Int, frequency: Double, low: Double, high: Double) {
    #expect(throws: ECGSignalError.self) {
      try SecondOrderSections(
        butterworthOrder: order, band: .bandPass(lowHertz: low, highHertz: high),
        samplingFrequency: frequency)
    }
  }

  @Test func impossibleRatiosAreRefused() {
    for (up, down) in [(0, 1), (1, 0), (-2, 3), (10_007, 10_009)] {
      #expect(throws: ECGSignalError.self) { try RationalResampler(up: up, down: down) }
    }
  }

  @Test func missingSamplesLieOnALineBetweenTheirNeighbours() {
    let filled = MissingSamples.interpolated([.nan, 1, .nan, .nan, 4, .nan])
    #expect(filled == [1, 1, 2, 3, 4, 4])
    #expect(MissingSamples.interpolated([.nan, .nan]).allSatisfy { $0.isNaN })
    #expect(MissingSamples.interpolated([]).isEmpty)
  }
}
