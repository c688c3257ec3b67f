import BindingSites
import RecurrentCore
import Testing

@Suite struct DinucleotideShuffleTests {
  private func pairs(_ codes: [UInt8]) -> [[UInt8]: Int] {
    zip(codes, codes.dropFirst()).reduce(into: [:]) { $0[[$1.0, $1.1], default: 0] += 1 }
  }

  @Test func keepsDinucleotideCountsAndBothEnds() {
    var generator = RandomGenerator(seed: 1)
    for length in [0, 1, 2, 3, 10, 101, 400] {
      let codes = (0..<length).map { _ in UInt8.random(in: 0...4, using: &generator) }
      let shuffled = DinucleotideShuffle(of: codes)(using: &generator)
      #expect(shuffled.count == length)
      #expect(pairs(shuffled) == pairs(codes))
      #expect(shuffled.first == codes.first && shuffled.last == codes.last)
    }
  }

  @Test func reachesEveryOrderingEquallyOften() {
    // ACGAGCA: all Eulerian walks are enumerated by trying every permutation of the inner letters.
    let codes: [UInt8] = [0, 1, 2, 0, 2, 1, 0]
    var generator = RandomGenerator(seed: 2)
    let shuffle = DinucleotideShuffle(of: codes)
    var seen: [[UInt8]: Int] = [:]
    let draws = 20_000
    for _ in 0..<draws { seen[shuffle(using: &generator), default: 0] += 1 }
    let walks = permutations(Array(codes[1..<6])).map { [0] + $0 + [0] }
    let expected = Set(walks.filter { pairs($0) == pairs(codes) })
    #expect(Set(seen.keys) == expected)
    let mean = Double(draws) / Double(expected.count)
    for (walk, count) in seen {
      #expect(abs(Double(count) - mean) < 5 * mean.squareRoot(), "\(walk): \(count) of \(mean)")
    }
  }

  @Test func aRunOfOneLetterStaysAsItIs() {
    var generator = RandomGenerator(seed: 3)
    let codes = Array(repeating: UInt8(2), count: 50)
    #expect(DinucleotideShuffle(of: codes)(using: &generator) == codes)
  }

  private func permutations(_ items: [UInt8]) -> [[UInt8]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let item = rest.remove(at: index)
      return permutations(rest).map { [item] + $0 }
    }
  }
}
