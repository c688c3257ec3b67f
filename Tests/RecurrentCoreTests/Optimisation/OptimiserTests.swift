import Foundation
import TestSupport
import Testing

@testable import RecurrentCore

/// Steps against those of PyTorch 2: `scripts/generate-optimiser-vectors.py`.
@Suite struct OptimiserTests {
  private struct Vectors: Decodable {
    let sizes: [String: [Int]]
    let start: [String: [Float]]
    let gradients: [[String: [Float]]]
    let methods: [String: [[String: [Float]]]]
    let clipping: Clipping

    struct Clipping: Decodable {
      let unclippedNorm: Double
      let norm: [String: [Float]]
      let value: [String: [Float]]
    }
  }

  private let vectors: Vectors

  init() throws {
    vectors = try JSONDecoder().decode(
      Vectors.self, from: referenceFile("optimiser-vectors.json"))
  }

  @Test(arguments: [
    ("sgd", OptimisationMethod.sgd(), 0.1),
    ("sgdMomentum", .sgd(momentum: 0.9, weightDecay: 0.02), 0.1),
    ("sgdNesterov", .sgd(momentum: 0.8, nesterov: true, weightDecay: 0.02), 0.1),
    ("adam", .adam(), 0.05),
    ("adamDecay", .adam(beta1: 0.8, beta2: 0.95, weightDecay: 0.1), 0.05),
    ("adamW", .adamW(weightDecay: 0.2), 0.05),
  ])
  func stepsAgreeWithPyTorch(_ name: String, _ method: OptimisationMethod, _ rate: Double) throws {
    var parameters = set(vectors.start)
    var optimiser = Optimiser(method, for: parameters, decayExclusion: .none)
    let expected = try #require(vectors.methods[name])
    for (gradient, wanted) in zip(vectors.gradients, expected) {
      optimiser.update(&parameters, set(gradient), rate: rate)
      #expect(largestDifference(parameters, set(wanted)) < 2e-6)
    }
    #expect(optimiser.step == expected.count)
  }

  @Test func decayLeavesVectorsAndNamedParametersAlone() {
    let start = set(vectors.start)
    for exclusion in [DecayExclusion(), DecayExclusion(nameSuffixes: ["weight"])] {
      var parameters = start
      var optimiser = Optimiser(
        .adamW(weightDecay: 0.5), for: parameters, decayExclusion: exclusion)
      optimiser.update(&parameters, start.zeros, rate: 0.1)
      #expect(parameters["bias"] == start["bias"])
      #expect((parameters["weight"] == start["weight"]) == !exclusion.nameSuffixes.isEmpty)
    }
  }

  @Test func runningStatisticsAreNotChangedByGradients() {
    var parameters = set(vectors.start)
    let start = parameters
    var optimiser = Optimiser(.adam(weightDecay: 1), for: parameters)
    optimiser.update(
      &parameters, set(vectors.gradients[0]), rate: 0.1,
      isTrained: parameters.names.map { $0 == "weight" })
    #expect(parameters["bias"] == start["bias"])
    #expect(parameters["weight"] != start["weight"])
  }

  @Test func clippingAgreesWithPyTorch() {
    var gradients = set(vectors.gradients[0])
    let norm = GradientClipping.norm(1.5).apply(to: &gradients)
    #expect(abs(norm - vectors.clipping.unclippedNorm) < 1e-5)
    #expect(largestDifference(gradients, set(vectors.clipping.norm)) < 1e-6)

    gradients = set(vectors.gradients[0])
    _ = GradientClipping.value(0.6).apply(to: &gradients)
    #expect(largestDifference(gradients, set(vectors.clipping.value)) == 0)
  }

  @Test func scaleComesBeforeClipping() {
    var scaled = set(vectors.gradients[0])
    let norm = GradientClipping.norm(100).apply(to: &scaled, scale: 0.25)
    let original = set(vectors.gradients[0])
    #expect(abs(norm - 0.25 * original.norm) < 1e-12)
    #expect(scaled["weight"].elements == original["weight"].elements.map { 0.25 * $0 })
  }

  @Test func normIsNotFiniteExactlyWhenAGradientIsNot() {
    var gradients = set(vectors.gradients[0])
    gradients.tensors[0].elements[0] = .greatestFiniteMagnitude
    #expect(gradients.norm.isFinite)
    for bad in [Float.nan, .infinity] {
      gradients.tensors[0].elements[2] = bad
      #expect(!gradients.norm.isFinite)
      var clipped = gradients
      #expect(!GradientClipping.value(1).apply(to: &clipped).isFinite)
    }
  }

  @Test func averageFollowsParametersAndForgetsTheStart() {
    let first = set(vectors.start)
    var average = WeightAverage(decay: 0.9, of: first.zeros)
    for step in 0..<200 { average.update(first, step: step) }
    #expect(largestDifference(average.parameters, first) < 1e-6)
    average.update(first.zeros, step: 200)
    var expected = first
    expected.scale(by: 0.9)
    #expect(largestDifference(average.parameters, expected) < 1e-6)
  }

  private func set(_ values: [String: [Float]]) -> ParameterSet<Float> {
    var result = ParameterSet<Float>()
    result.append(
      "weight", Tensor(Shape([.outputs: 3, .inputs: 5]), values["weight", default: []]))
    result.append("bias", Tensor(Shape([.outputs: 5]), values["bias", default: []]))
    return result
  }

  private func largestDifference(
    _ first: ParameterSet<Float>, _ second: ParameterSet<Float>
  ) -> Float {
    zip(first.tensors, second.tensors).flatMap { zip($0.elements, $1.elements) }
      .reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}
