package import RecurrentCore
internal import SequenceIO

/// How a window's bases become what a network reads.
package enum SequenceEncoding: Sendable, Equatable {
  /// Channels A, C, G, T; an unknown base is 0.25 in each.
  case oneHot
  /// Words of `length` bases, one every `stride` bases from the window's first, as tokens: the
  /// bases as a number to base 4. A word with an unknown base in it is the token after the last
  /// word's, one with a base that counts as zero is no token.
  case kmers(length: Int, stride: Int)

  /// Steps of the network's input for windows of that many bases.
  package func steps(window: Int) -> Int {
    switch self {
    case .oneHot: window
    case .kmers(let length, let stride): window < length ? 0 : (window - length) / stride + 1
    }
  }

  /// What a network must read.
  package var input: NetworkArchitecture.Input {
    switch self {
    case .oneHot: .features(OneHot.channels)
    case .kmers(let length, _): .tokens(KmerEncoder(k: length).tokenCount)
    }
  }

  /// Windows of an array of `InputBase` values.
  package func encode(
    _ bases: [UInt8], windowsAt offsets: some RandomAccessCollection<Int>, window: Int
  ) -> NetworkInput<Float> {
    switch self {
    case .oneHot:
      return .values(OneHot.encode(bases, windowsAt: offsets, length: window))
    case .kmers(_, let stride):
      let time = steps(window: window)
      let first = offsets.min() ?? 0
      let end = (offsets.max() ?? 0) + (offsets.isEmpty ? 0 : window)
      let words = words(bases[first..<end])
      var tokens = [Int32](repeating: -1, count: time * offsets.count)
      for (index, offset) in offsets.enumerated() {
        for step in 0..<time {
          tokens[step * offsets.count + index] = words[offset - first + step * stride]
        }
      }
      return .tokens(
        TokenBatch(
          time: time, tokens: tokens, lengths: Array(repeating: time, count: offsets.count)))
    }
  }

  /// The word that begins at each base, as a token, as far as there is a whole one; none under another
  /// encoding.
  func words(_ bases: ArraySlice<UInt8>) -> [Int32] {
    guard case .kmers(let length, _) = self else { return [] }
    // `InputBase` and `BaseCode` agree on the four bases, and every other value is unknown to both.
    var tokens = (try? KmerEncoder(k: length).encode(Array(bases))) ?? []
    if bases.contains(InputBase.zero) {
      for (place, base) in bases.enumerated() where base == InputBase.zero {
        for start in max(0, place - length + 1)..<max(0, min(place + 1, tokens.count)) {
          tokens[start] = -1
        }
      }
    }
    return tokens
  }

  /// `InputBase` values that give this input, window after window; nil for input of another kind.
  ///
  /// Bases that no known word covers are unknown.
  package func decode(_ input: NetworkInput<Float>, window: Int) -> [UInt8]? {
    switch (self, input) {
    case (.oneHot, .values(let batch)):
      return batch.time == window ? OneHot.decode(batch) : nil
    case (.kmers(let length, let stride), .tokens(let batch)):
      guard batch.time == steps(window: window) else { return nil }
      var bases = [UInt8](repeating: InputBase.uniform, count: batch.batch * window)
      for index in 0..<batch.batch {
        for step in 0..<batch.time {
          let token = Int(batch.tokens[step * batch.batch + index])
          guard 0 <= token, token < 1 << (2 * length) else { continue }
          for place in 0..<length {
            bases[index * window + step * stride + place] =
              UInt8(token >> (2 * (length - 1 - place)) & 3)
          }
        }
      }
      return bases
    default:
      return nil
    }
  }

  /// The first value that makes no sense, in words.
  var problem: String? {
    guard case .kmers(let length, let stride) = self else { return nil }
    if !(1...Self.longestWord).contains(length) { return "its words of \(length) bases" }
    if !(1...length).contains(stride) { return "its stride of \(stride) bases between words" }
    return nil
  }

  /// More would be more words than any training set has.
  package static let longestWord = 10
}
