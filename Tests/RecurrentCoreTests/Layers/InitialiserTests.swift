import Testing

@testable import RecurrentCore

@Suite struct InitialiserTests {
  @Test(arguments: [(4, 7), (7, 4), (5, 5)])
  func orthogonalBlocksAreOrthonormal(rows: Int, columns: Int) {
    var generator = RandomGenerator(seed: 3)
    let shape = Shape([.outputs: 2 * rows, .inputs: columns])
    let all = Initialiser.orthogonal(blockRows: rows).sample(shape, using: &generator)
    for block in 0..<2 {
      let values = Array(all[block * rows * columns..<(block + 1) * rows * columns])
      let byRow = rows <= columns
      let count = byRow ? rows : columns
      let length = byRow ? columns : rows
      for first in 0..<count {
        for second in 0..<count {
          let product = (0..<length).reduce(0.0) { sum, k in
            let left = byRow ? values[first * columns + k] : values[k * columns + first]
            let right = byRow ? values[second * columns + k] : values[k * columns + second]
            return sum + left * right
          }
          #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
        }
      }
    }
  }

  @Test func blocksSetEachGateItsOwnConstant() {
    var generator = RandomGenerator(seed: 1)
    let values = Initialiser.blocks([0, 1, 0, 0], blockRows: 2)
      .sample(Shape([.outputs: 8]), using: &generator)
    #expect(values == [0, 0, 1, 1, 0, 0, 0, 0])
  }

  @Test func heStartKeepsTheSizeOfSignalsThroughConvolutionsAndRectifiers() throws {
    let deep = try deepOutput(start: "he")
    let shrunk = try deepOutput(start: "fan_in")
    #expect((0.3...3).contains(deep))
    #expect(shrunk < 0.1 * deep)
  }

  /// The root mean square of what seven blocks of convolution and rectifier make of white noise.
  private func deepOutput(start: String) throws -> Double {
    let block = #"{"type": "convolution", "outputs": 64, "taps": 5, "start": "\#(start)"}, "#
    let layers = String(repeating: block + #"{"type": "relu"}, "#, count: 6) + block.dropLast(2)
    let json = #"{"input": {"features": 64}, "layers": [\#(layers)]}"#
    let network = try Network<Float>(NetworkArchitecture(json: json))
    #expect(try NetworkArchitecture(json: network.architecture.json()) == network.architecture)
    var generator = RandomGenerator(seed: 7)
    let noise = (0..<64 * 64).map { _ in Float(generator.normal()) }
    let input = SequenceBatch(Tensor(.sequences(time: 64, batch: 1, features: 64), noise))
    let output = network.predict(.values(input), network.initialParameters(seed: 1))
    let squares = output.values.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
    return (squares / Double(output.values.elements.count)).squareRoot()
  }

  @Test func normalSamplesHaveTheAskedMoments() {
    var generator = RandomGenerator(seed: 5)
    let values = Initialiser.normal(deviation: 2)
      .sample(Shape([.outputs: 20_000]), using: &generator)
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.05)
    #expect(abs(variance - 4) < 0.2)
  }

  @Test func sampledParametersFollowTheSeedAndTheDeclarations() {
    let declarations = [
      ParameterDeclaration("weight", Shape([.outputs: 3, .inputs: 2]), .uniform(bound: 0.5)),
      ParameterDeclaration("bias", Shape([.outputs: 3]), .constant(0.25)),
    ]
    var first = RandomGenerator(seed: 7)
    var second = RandomGenerator(seed: 7)
    let one = ParameterSet<Float>(sampling: declarations, using: &first)
    let two = ParameterSet<Float>(sampling: declarations, using: &second)
    #expect(one == two)
    #expect(one.names == ["weight", "bias"])
    #expect(one["weight"].elements.allSatisfy { abs($0) <= 0.5 })
    #expect(one["bias"].elements == [0.25, 0.25, 0.25])
  }
}
