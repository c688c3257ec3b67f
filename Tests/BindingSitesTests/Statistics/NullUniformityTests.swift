import Foundation
import RecurrentCore
import SequenceIO
import TestSupport
import Testing

@testable import BindingSites

/// p-values of background that a null was not fitted on are uniform.
@Suite struct NullUniformityTests {
  /// Shapes a network's scores may have.
  enum Shape: CaseIterable {
    case normal, exponential, bounded, heavyTailed, mixture

    func draw(_ generator: inout RandomGenerator) -> Float {
      switch self {
      case .normal: Float(Self.normal(&generator))
      case .exponential: Float(-log(1 - generator.uniform()))
      case .bounded: Float(pow(generator.uniform(), 3))
      case .heavyTailed: Float(pow(1 - generator.uniform(), -0.2))
      case .mixture:
        // One window in fifty holds something like a site.
        Float(
          generator.uniform() < 0.02
            ? 3 + 2 * Self.normal(&generator) : -4 + Self.normal(&generator))
      }
    }

    private static func normal(_ generator: inout RandomGenerator) -> Double {
      (-2 * log(1 - generator.uniform())).squareRoot()
        * cos(2 * .pi * generator.uniform())
    }
  }

  /// The Kolmogorov-Smirnov distance from the uniform distribution.
  private func distance(_ pValues: [Double]) -> Double {
    var largest = 0.0
    let count = Double(pValues.count)
    for (index, value) in pValues.sorted().enumerated() {
      largest = max(largest, value - Double(index) / count, Double(index + 1) / count - value)
    }
    return largest
  }

  private func ratio(_ pValues: [Double], at nominal: Double) -> Double {
    Double(pValues.count { $0 <= nominal }) / Double(pValues.count) / nominal
  }

  @Test(arguments: Shape.allCases)
  func ofScoresOfManyShapes(shape: Shape) {
    var generator = RandomGenerator(seed: 1)
    let null = NullDistribution(
      backgroundScores: (0..<100_000).map { _ in shape.draw(&generator) })
    var fresh = RandomGenerator(seed: 2)
    let pValues = (0..<100_000).map { _ in null.pValue(of: shape.draw(&fresh)) }
    #expect(null.isValid)
    #expect(distance(pValues) < 0.01)
    for nominal in [0.1, 1e-2, 1e-3] {
      let ratio = ratio(pValues, at: nominal)
      #expect(0.7...1.4 ~= ratio, "\(ratio) at \(nominal)")
    }
  }

  /// The shipped model on a piece of human chromosome X.
  @Test func ofTheShippedModelOnShufflesOfAGenome() async throws {
    let model = try BindingModel(
      readingFrom: referencePath("../models/ctcf.safetensors"))
    let reader = try SequenceReader(path: referencePath("chrX-slice.fa.gz"))
    var reservoir = WindowReservoir(
      window: model.contract.window, capacity: 3000, seed: 1)
    while let chunk = try reader.next() { reservoir.take(chunk) }
    let sample = reservoir.windows
    #expect(sample.count == 3000)
    let null = try await ModelFinishing(model.scorer, seed: 1, threads: 2).null(
      of: 12_000, drawnBy: ModelFinishing.shuffles(of: sample))
    var generator = RandomGenerator(seed: 99)
    let draw = ModelFinishing.shuffles(of: sample)
    let fresh = try await ModelFinishing(model.scorer, seed: 1, threads: 2).bothStrands(
      (0..<12_000).map { _ in draw(&generator) })
    let pValues = fresh.map { null.pValue(of: $0, gc: .unknown) }
    // The chance that two samples of 12,000 differ by 0.03 is below 10^-4.
    #expect(distance(pValues) < 0.03)
    for nominal in [0.1, 0.05, 1e-2] {
      let ratio = ratio(pValues, at: nominal)
      #expect(0.7...1.4 ~= ratio, "\(ratio) at \(nominal)")
    }
    // The model's own null comes from sequence richer in G and C: conservative here.
    #expect(ratio(fresh.map { model.null.pValue(of: $0, gc: .unknown) }, at: 1e-2) < 1.2)
  }
}
