import Testing

@testable import RecurrentCore

@Suite struct LengthBucketsTests {
  private func order(_ lengths: [Int], batchSize: Int, seed: UInt64 = 1) -> [Int] {
    var generator = RandomGenerator(seed: seed)
    return LengthBuckets(lengths, batchSize: batchSize).order(&generator)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 160, 161, 500])
  func everyExampleComesOnce(count: Int) {
    let lengths = (0..<count).map { $0 * 37 % 101 }
    #expect(order(lengths, batchSize: 8).sorted() == Array(0..<count))
  }

  @Test func theGeneratorDecides() {
    let lengths = (0..<300).map { $0 * 37 % 101 }
    #expect(order(lengths, batchSize: 8) == order(lengths, batchSize: 8))
    #expect(order(lengths, batchSize: 8) != order(lengths, batchSize: 8, seed: 2))
  }

  @Test func batchesHoldSimilarLengthsInNoOrder() {
    let lengths = (0..<320).map { $0 * 37 % 101 }
    let batches = order(lengths, batchSize: 8).map { lengths[$0] }.chunks(of: 8)
    let spreads = batches.map { ($0.max() ?? 0) - ($0.min() ?? 0) }
    #expect(spreads.reduce(0, +) / spreads.count < 15)
    let longest = batches.map { $0.max() ?? 0 }
    #expect(longest != longest.sorted())
    let half = longest.count / 2
    #expect(abs(longest[..<half].reduce(0, +) - longest[half...].reduce(0, +)) < 40 * half)
  }
}

extension Array {
  fileprivate func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
