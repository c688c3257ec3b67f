import RecurrentCore
import SequenceIO
import Testing

@testable import BindingSites

@Suite struct WordVectorsTests {
  /// Sequences of A and C alone, and of G and T alone: words of two bases that never meet others.
  private func twoTopics(_ count: Int) -> [[UInt8]] {
    var generator = RandomGenerator(seed: 12)
    return (0..<count).map { index in
      (0..<60).map { _ in UInt8(index % 2 * 2) + UInt8.random(in: 0...1, using: &generator) }
    }
  }

  private var settings: WordVectorSettings {
    var settings = WordVectorSettings()
    settings.dimensions = 8
    settings.epochs = 6
    return settings
  }

  private func cosine(_ vectors: WordVectors, _ one: Int, _ other: Int) -> Float {
    let size = vectors.dimensions
    func product(_ a: Int, _ b: Int) -> Float {
      (0..<size).reduce(0) { $0 + vectors.table[a * size + $1] * vectors.table[b * size + $1] }
    }
    return product(one, other) / (product(one, one) * product(other, other)).squareRoot()
  }

  @Test func wordsThatMeetTheSameWordsBecomeNeighbours() throws {
    let vectors = try WordVectors(of: twoTopics(80), length: 2, stride: 2, settings, seed: 3)
    #expect(vectors.table.count == 16 * 8)
    let (low, high) = ([0, 1, 4, 5], [10, 11, 14, 15])
    for group in [(low, high), (high, low)] {
      for word in group.0 {
        let near = group.0.filter { $0 != word }.map { cosine(vectors, word, $0) }.min() ?? 0
        let far = group.1.map { cosine(vectors, word, $0) }.max() ?? 1
        #expect(near > far + 0.2, "word \(word): \(near) against \(far)")
      }
    }
  }

  @Test func theSameSeedGivesTheSameVectors() throws {
    let sequences = twoTopics(10)
    let one = try WordVectors(of: sequences, length: 2, stride: 1, settings, seed: 3)
    #expect(try WordVectors(of: sequences, length: 2, stride: 1, settings, seed: 3) == one)
    #expect(try WordVectors(of: sequences, length: 2, stride: 1, settings, seed: 4) != one)
  }

  @Test func sequencesWithoutAKnownWordTeachNothing() throws {
    let unknown = Array(repeating: BaseCode.n, count: 30)
    let vectors = try WordVectors(of: [unknown, []], length: 3, stride: 1, settings, seed: 3)
    #expect(vectors.table.allSatisfy { abs($0) <= 0.5 / 8 })
  }

  /// A step of rate r moves each number by -r times the loss's derivative.
  @Test func aStepGoesDownTheGradientOfThePairsLoss() {
    var generator = RandomGenerator(seed: 9)
    var model = SkipGram(words: 5, dimensions: 8, generator: &generator)
    // Contexts start at zero: a few large steps give numbers to differentiate.
    for step in 0..<60 {
      model.update(word: step % 5, targets: [(step + 1) % 5, (step + 3) % 5], rate: 3)
    }
    let (word, targets) = (2, [1, 4, 0])
    let rate: Float = 1e-3
    var moved = model
    moved.update(word: word, targets: targets, rate: rate)
    let (numbers, changed) = (model.parameters, moved.parameters)
    var largest: Float = 0
    for place in numbers.indices {
      let shift: Float = 1e-2
      let above = model.replacing(place, by: numbers[place] + shift)
      let below = model.replacing(place, by: numbers[place] - shift)
      let slope =
        (above.loss(word: word, targets: targets) - below.loss(word: word, targets: targets))
        / (2 * Double(shift))
      #expect(abs(Double((numbers[place] - changed[place]) / rate) - slope) < 2e-3)
      largest = max(largest, abs(Float(slope)))
    }
    #expect(largest > 0.05)
  }
}

extension SkipGram {
  /// All numbers, those of the words before those of the contexts.
  var parameters: [Float] { (vectors + contexts).flatMap { [$0.x, $0.y, $0.z, $0.w] } }

  /// The same but for one of `parameters`.
  func replacing(_ place: Int, by value: Float) -> SkipGram {
    var result = self
    let (group, lane) = place.quotientAndRemainder(dividingBy: 4)
    if group < vectors.count {
      result.vectors[group][lane] = value
    } else {
      result.contexts[group - vectors.count][lane] = value
    }
    return result
  }
}
