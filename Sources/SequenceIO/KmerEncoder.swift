package import GenomicRegions

/// Words of `k` bases as token numbers: A, C, G, T are the digits 0-3 of a number to base 4, the first
/// base being the highest digit. So `AA...A` is 0 and `TT...T` is `4^k - 1`.
package struct KmerEncoder: Sendable {
  package let k: Int
  package let stride: Int
  package let policy: AmbiguityPolicy

  /// - Precondition: `1 <= k <= 15`, so that tokens fit 32 bits, and `stride >= 1`.
  package init(k: Int, stride: Int = 1, policy: AmbiguityPolicy = .uniform) {
    precondition((1...15).contains(k) && stride >= 1, "k is \(k), the stride \(stride)")
    self.k = k
    self.stride = stride
    self.policy = policy
  }

  /// The token of a word with an ambiguous base in it: the number after the last word's. Whether it
  /// stands for the mean of all words (`uniform`) or for none (`zero`) is the embedding's to say.
  package var unknownToken: Int32 { 1 << (2 * Int32(k)) }

  /// Tokens there are, the unknown one included.
  package var tokenCount: Int { Int(unknownToken) + 1 }

  /// One token for each word that fits: `(length - k) / stride + 1` of them; nil under `skip` if a base
  /// is ambiguous.
  ///
  /// Throws `ambiguousBase` under `error`, with `sequence` and the position counted from `start`.
  package func encode(
    _ codes: [UInt8], of sequence: String = "", at start: GenomicPosition = .contigStart
  ) throws(SequenceIOError) -> [Int32]? {
    if try policy.refuses(codes, of: sequence, at: start) { return nil }
    guard codes.count >= k else { return [] }
    var tokens: [Int32] = []
    tokens.reserveCapacity((codes.count - k) / stride + 1)
    var word: Int32 = 0
    var knownBases = 0
    var untilNext = k
    for code in codes {
      knownBases = BaseCode.isAmbiguous(code) ? 0 : knownBases + 1
      word = (word << 2 | Int32(code & 3)) & (unknownToken - 1)
      untilNext -= 1
      if untilNext == 0 {
        tokens.append(knownBases >= k ? word : unknownToken)
        untilNext = stride
      }
    }
    return tokens
  }
}
