/// Running counts over a run of bases, which tell the G+C share of any stretch of it.
struct GCCounts {
  /// Up to each place: known bases in the upper half of the word, G and C in the lower.
  private let sums: [UInt64]

  /// What a base, an `InputBase` value, adds.
  private static let words: [UInt64] = (0...UInt8.max).map { base in
    guard InputBase.known.contains(base) else { return 0 }
    return 1 << 32 | (base == 1 || base == 2 ? 1 : 0)
  }

  /// - Parameter bases: `InputBase` values, fewer than 2^32.
  init(_ bases: ArraySlice<UInt8>) {
    let words = Self.words
    var sums: [UInt64] = []
    sums.reserveCapacity(bases.count + 1)
    var sum: UInt64 = 0
    sums.append(sum)
    for base in bases {
      sum &+= words[Int(base)]
      sums.append(sum)
    }
    self.sums = sums
  }

  /// The share of a stretch, counted from the run's first base; the stretch is cut to the run.
  func share(of stretch: Range<Int>) -> GCShare {
    let stretch = stretch.clamped(to: 0..<sums.count - 1)
    let difference = sums[stretch.upperBound] - sums[stretch.lowerBound]
    return GCShare(strong: Int(difference & 0xFFFF_FFFF), known: Int(difference >> 32))
  }
}
