/// The distributions of a model's score on background sequence, one for each stratum of G+C content.
///
/// Chance resemblance to a site depends on composition: under one distribution for all, p-values of
/// sequence rich in G and C may be several times too small and those of poor sequence too large. A window's
/// stratum is told by its own known bases alone, so a threshold is one p-value for every contig and shard.
/// A window without known bases is of the middle stratum.
package struct StratifiedNull: Sendable, Equatable {
  /// G+C shares where the second and later strata begin, ascending between 0 and 1; none of one stratum.
  package let borders: [Double]
  /// One for each stratum.
  package let nulls: [NullDistribution]
  /// Strata by the bytes of `GCShare`.
  private let strata: [UInt8]

  /// Strata made of a large background.
  package static let wantedCount = 5
  /// Scores a stratum needs, so that it does not lose in its tail what it gains.
  package static let smallestSample = 30_000
  /// Strata a file may have.
  private static let largestCount = 64

  /// The same distribution for all shares.
  package init(_ null: NullDistribution) { self.init(borders: [], nulls: [null]) }

  private init(borders: [Double], nulls: [NullDistribution]) {
    self.borders = borders
    self.nulls = nulls
    let last = max(0, min(nulls.count, Self.largestCount) - 1)
    strata = Self.strata(borders).map { UInt8(min($0, last)) }
  }

  /// Fits strata of about equal samples: borders lie at quantiles of the shares.
  ///
  /// There are fewer strata, down to one, where the sample is small or shares are few.
  ///
  /// - Parameters:
  ///   - scores: of background windows, at least 1,000 and finite.
  ///   - shares: their G+C shares.
  ///   - count: the most strata to make.
  ///   - smallest: the fewest scores in one of several, at least 1,000.
  package init(
    backgroundScores scores: [Float], shares: [GCShare], strata count: Int = wantedCount,
    smallestSample smallest: Int = smallestSample
  ) {
    precondition(scores.count == shares.count, "\(scores.count) scores, \(shares.count) shares")
    precondition(smallest >= 1000, "strata of \(smallest) scores")
    let borders = Self.borders(shares, strata: count, smallest: smallest)
    var samples = Array(repeating: [Float](), count: borders.count + 1)
    let strata = Self.strata(borders)
    for (score, share) in zip(scores, shares) {
      samples[strata[Int(share.byte)]].append(score)
    }
    self.init(
      borders: borders, nulls: samples.map { NullDistribution(backgroundScores: $0) })
  }

  /// Background windows of all strata.
  package var sampleCount: Int { nulls.reduce(0) { $0 + $1.sampleCount } }

  /// The probability that a background window of such a share scores at least this much.
  package func pValue(of score: Float, gc: GCShare) -> Double {
    nulls[Int(strata[Int(gc.byte)])].pValue(of: score)
  }

  /// Whether decoded distributions are such as the fit could have made.
  package var isValid: Bool {
    1...Self.largestCount ~= nulls.count && borders.count == nulls.count - 1
      && borders.allSatisfy { 0 < $0 && $0 < 1 }
      && zip(borders, borders.dropFirst()).allSatisfy { $0 < $1 } && nulls.allSatisfy(\.isValid)
  }

  /// By the bytes of `GCShare`; what is unknown goes to the middle.
  private static func strata(_ borders: [Double]) -> [Int] {
    (0...UInt8.max).map { byte in
      guard let share = GCShare(byte: byte)?.value else { return (borders.count + 1) / 2 }
      return borders.count { $0 <= share }
    }
  }

  /// Borders midway between two shares that occur, as near as may be to the quantiles.
  private static func borders(_ shares: [GCShare], strata: Int, smallest: Int) -> [Double] {
    var counts = Array(repeating: 0, count: 256)
    for share in shares where share != .unknown { counts[Int(share.byte)] += 1 }
    let total = counts.reduce(0, +)
    let strata = min(strata, total / smallest)
    let present = counts.indices.filter { counts[$0] > 0 }
    var borders: [Double] = []
    var (sum, begin) = (0, 0)
    for (byte, next) in zip(present, present.dropFirst()) {
      sum += counts[byte]
      // The next share would lie further beyond the quantile than this one lies before it.
      guard (2 * sum + counts[next]) * strata >= 2 * total * (borders.count + 1),
        borders.count < strata - 1, sum - begin >= smallest, total - sum >= smallest
      else { continue }
      borders.append(GCShare.value(ofByte: Double(byte + next) / 2))
      begin = sum
    }
    return borders
  }
}

/// One stratum is written as its distribution alone, as files were before there were strata.
extension StratifiedNull: Codable {
  enum CodingKeys: String, CodingKey {
    case borders = "gc_borders"
    case strata
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.strata) {
      self.init(
        borders: try container.decode([Double].self, forKey: .borders),
        nulls: try container.decode([NullDistribution].self, forKey: .strata))
    } else {
      self.init(try NullDistribution(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    if borders.isEmpty, nulls.count == 1 { return try nulls[0].encode(to: encoder) }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(borders, forKey: .borders)
    try container.encode(nulls, forKey: .strata)
  }
}
