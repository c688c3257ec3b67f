/// Xoshiro256** (Blackman & Vigna 2021), seeded through SplitMix64: the same stream everywhere.
package struct RandomGenerator: RandomNumberGenerator, Sendable, Codable, Equatable {
  private var state: [UInt64]

  package init(seed: UInt64) {
    var mixer = seed
    state = (0..<4).map { _ in RandomGenerator.splitMix(&mixer) }
  }

  /// An independent stream named by a path of numbers, e.g. seed, epoch, micro-batch.
  package init(seed: UInt64, stream: UInt64...) {
    var mixed = seed
    for number in stream {
      mixed ^= number &* 0x9E37_79B9_7F4A_7C15
      mixed = RandomGenerator.splitMix(&mixed)
    }
    self.init(seed: mixed)
  }

  package mutating func next() -> UInt64 {
    let result = rotateLeft(state[1] &* 5, 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotateLeft(state[3], 45)
    return result
  }

  /// Uniform on `0..<1`, 53 bits.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  private func rotateLeft(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
