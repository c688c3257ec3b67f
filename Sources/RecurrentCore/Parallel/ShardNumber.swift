/// Which shard of how many: `i/n`, counted from 1.
package struct ShardNumber: Codable, Sendable, Equatable {
  package static let largestCount = 100_000

  package let index: Int
  package let count: Int

  /// Nil unless `1 <= index <= count <= largestCount`.
  package init?(_ index: Int, of count: Int) {
    guard 1...Self.largestCount ~= count, 1...count ~= index else { return nil }
    self.index = index
    self.count = count
  }

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index, of: count)
  }

  /// The only shard of work that is not split.
  package static let whole = ShardNumber()

  private init() {
    index = 1
    count = 1
  }

  package var text: String { "\(index)/\(count)" }

  /// Whether the numbers could have been given.
  package var isValid: Bool { Self(index, of: count) != nil }
}
