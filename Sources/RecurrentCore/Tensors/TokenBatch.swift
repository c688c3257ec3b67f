/// Sequences of tokens of one batch: `(time, batch)`, -1 where padded or unknown.
package struct TokenBatch: Sendable, Equatable {
  package let time: Int
  /// `(time, batch)`; negative tokens stand for no token and become zeros.
  package let tokens: [Int32]
  /// Valid steps of each sequence.
  package let lengths: [Int]

  package var batch: Int { lengths.count }

  /// - Parameter tokens: `(time, batch)`; those of padded steps are replaced by -1.
  package init(time: Int, tokens: [Int32], lengths: [Int]) {
    precondition(
      tokens.count == time * lengths.count,
      "\(tokens.count) tokens for time \(time), batch \(lengths.count)")
    precondition(lengths.allSatisfy { 0...time ~= $0 }, "length outside 0...\(time)")
    self.time = time
    self.lengths = lengths
    var tokens = tokens
    for (index, length) in lengths.enumerated() {
      for step in length..<time { tokens[step * lengths.count + index] = -1 }
    }
    self.tokens = tokens
  }

  /// Sequences of any lengths, laid side by side.
  package init(sequences: [[Int32]]) {
    let time = sequences.map(\.count).max() ?? 0
    var tokens = [Int32](repeating: -1, count: time * sequences.count)
    for (index, sequence) in sequences.enumerated() {
      for (step, token) in sequence.enumerated() {
        tokens[step * sequences.count + index] = token
      }
    }
    self.init(time: time, tokens: tokens, lengths: sequences.map(\.count))
  }
}

/// What a network reads: numbers or tokens.
package enum NetworkInput<Element: KernelElement>: Sendable, Equatable {
  /// `(time, batch, features)`.
  case values(SequenceBatch<Element>)
  case tokens(TokenBatch)

  package var time: Int {
    switch self {
    case .values(let batch): batch.time
    case .tokens(let batch): batch.time
    }
  }

  package var batch: Int { lengths.count }

  package var lengths: [Int] {
    switch self {
    case .values(let batch): batch.lengths
    case .tokens(let batch): batch.lengths
    }
  }
}
