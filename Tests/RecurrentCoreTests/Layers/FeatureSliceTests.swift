import Testing

@testable import RecurrentCore

@Suite struct FeatureSliceTests {
  static let input = SequenceBatch<Double>.random(time: 5, lengths: [5, 2, 0], features: 6)

  @Test(arguments: [(0, 6), (1, 3), (5, 1)])
  func gradients(first: Int, count: Int) {
    GradientCheck.expectCorrect(
      FeatureSlice<Double>(first: first, count: count, inputFeatures: 6), input: Self.input)
  }

  @Test func theFeaturesNamedAreTaken() {
    let output = FeatureSlice<Double>(first: 2, count: 3, inputFeatures: 6).predict(
      Self.input, ParameterSet())
    let rows = stride(from: 0, to: 5 * 3 * 6, by: 6)
    #expect(
      output.values.elements == rows.flatMap { Self.input.values.elements[$0 + 2..<$0 + 5] })
  }

  @Test(arguments: [(-1, 2), (0, 0), (4, 3), (6, 1)])
  func featuresThatAreNotThereAreRefused(first: Int, outputs: Int) {
    #expect(throws: RecurrentCoreError.self) {
      try Network<Float>(
        NetworkArchitecture(
          input: .features(6),
          layers: [.slice(FeatureSliceConfiguration(first: first, outputs: outputs))]))
    }
  }
}
