internal import Glibc
internal import RecurrentCore
internal import SequenceIO

/// A vector for each word of bases, from the company it keeps in sequences.
///
/// Depends on the sequences, the words' form, the settings and the seed alone. One thread.
package struct WordVectors: Sendable, Equatable {
  package let dimensions: Int
  /// `(4^length, dimensions)`, in the order of the words' tokens.
  package let table: [Float]

  /// - Parameters:
  ///   - sequences: `BaseCode`s; each is read as it is or as its reverse complement, by chance in each
  ///     epoch. Words with an unknown base are passed over.
  ///   - length: bases of a word, of which one begins every `stride` bases.
  ///   - report: told the share of the work done, after each epoch.
  /// - Throws: `CancellationError` when the task is cancelled.
  package init(
    of sequences: [[UInt8]], length: Int, stride: Int, _ settings: WordVectorSettings, seed: UInt64,
    report: (Double) -> Void = { _ in }
  ) throws {
    var generator = RandomGenerator(seed: seed, stream: 0x5732_5645)
    let encoder = KmerEncoder(k: length, stride: stride)
    let words = encoder.tokenCount - 1
    var model = SkipGram(words: words, dimensions: settings.dimensions, generator: &generator)
    var counts = [Int](repeating: 0, count: words)
    for sequence in sequences {
      for word in Self.sentence(sequence, encoder) { counts[word] += 1 }
    }
    let total = Double(max(1, counts.reduce(0, +) * settings.epochs))
    let noise = NoiseWords(counts)
    var done = 0
    var targets: [Int] = []
    for epoch in 0..<settings.epochs {
      for index in generator.permutation(of: sequences.count) {
        try Task.checkCancellation()
        let isReversed = generator.next() & 1 == 1
        let sentence = Self.sentence(
          isReversed ? BaseCode.reverseComplement(of: sequences[index]) : sequences[index], encoder)
        let rate = settings.learningRate * max(1e-4, 1 - Double(done) / total)
        for (place, word) in sentence.enumerated() {
          let reach = 1 + Int(generator.uniform() * Double(settings.window))
          let near = max(0, place - reach)...min(sentence.count - 1, place + reach)
          for other in near where other != place {
            targets.removeAll(keepingCapacity: true)
            targets.append(sentence[other])
            for _ in 0..<settings.negatives {
              let negative = noise.draw(&generator)
              if negative != sentence[other] { targets.append(negative) }
            }
            model.update(word: word, targets: targets, rate: Float(rate))
          }
        }
        done += sentence.count
      }
      report(Double(epoch + 1) / Double(settings.epochs))
    }
    dimensions = settings.dimensions
    table = model.table
  }

  private static func sentence(_ codes: [UInt8], _ encoder: KmerEncoder) -> [Int] {
    let tokens = (try? encoder.encode(codes)) ?? []
    return tokens.lazy.filter { $0 != encoder.unknownToken }.map(Int.init)
  }
}

/// Draws words by their count to the power of 0.75.
private struct NoiseWords {
  private let table: [Int32]
  private static let size = 1 << 18

  init(_ counts: [Int]) {
    let powers = counts.map { pow(Double($0), 0.75) }
    let total = powers.reduce(0, +)
    var table: [Int32] = []
    table.reserveCapacity(Self.size)
    var sum = 0.0
    for (word, power) in powers.enumerated() where total > 0 {
      sum += power
      let end = Int((sum / total * Double(Self.size)).rounded())
      while table.count < min(end, Self.size) { table.append(Int32(word)) }
    }
    self.table = table.isEmpty ? [0] : table
  }

  func draw(_ generator: inout RandomGenerator) -> Int {
    Int(table[Int(generator.uniform() * Double(table.count))])
  }
}
