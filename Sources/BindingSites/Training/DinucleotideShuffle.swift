package import RecurrentCore

/// A random sequence with exactly the dinucleotide counts of another, all such orderings equally likely.
///
/// Altschul & Erickson 1985: a sequence is an Eulerian walk over its letters; a random last exit from
/// each letter is drawn until the last exits form a tree that leads to the final letter, then all
/// other exits are put in random order. First and last letter stay. Ambiguous bases are letters too.
package struct DinucleotideShuffle: Sendable {
  private let first: UInt8
  private let last: UInt8
  private let length: Int
  /// `exits[letter]`: the letters that follow it, in order of occurrence.
  private let exits: [[UInt8]]

  /// - Parameter codes: base codes, below 16.
  package init(of codes: [UInt8]) {
    precondition(codes.allSatisfy { $0 < 16 }, "a code above 15")
    first = codes.first ?? 0
    last = codes.last ?? 0
    length = codes.count
    var exits = Array(repeating: [UInt8](), count: 16)
    for (code, next) in zip(codes, codes.dropFirst()) { exits[Int(code)].append(next) }
    self.exits = exits
  }

  package func callAsFunction(using generator: inout RandomGenerator) -> [UInt8] {
    guard length > 2 else { return length == 0 ? [] : length == 1 ? [first] : [first, last] }
    var exits = exits
    let lastExits = drawLastExits(using: &generator)
    for letter in exits.indices where !exits[letter].isEmpty {
      if let lastExit = lastExits[letter] {
        exits[letter].swapAt(lastExit, exits[letter].count - 1)
        let end = exits[letter].removeLast()
        exits[letter].shuffle(using: &generator)
        exits[letter].append(end)
      } else {
        exits[letter].shuffle(using: &generator)
      }
    }
    var result = [first]
    result.reserveCapacity(length)
    var used = Array(repeating: 0, count: 16)
    var letter = Int(first)
    while result.count < length {
      let next = exits[letter][used[letter]]
      used[letter] += 1
      result.append(next)
      letter = Int(next)
    }
    return result
  }

  /// For each letter but the final one, which of its exits comes last.
  private func drawLastExits(using generator: inout RandomGenerator) -> [Int?] {
    while true {
      let chosen: [Int?] = exits.indices.map { letter in
        letter == Int(last) || exits[letter].isEmpty
          ? nil : Int.random(in: exits[letter].indices, using: &generator)
      }
      if exits.indices.allSatisfy({ exits[$0].isEmpty || leadsToEnd(from: $0, chosen) }) {
        return chosen
      }
    }
  }

  private func leadsToEnd(from letter: Int, _ lastExits: [Int?]) -> Bool {
    var letter = letter
    // A path through 16 letters that has not arrived after 16 steps goes round in a circle.
    for _ in 0...16 {
      if letter == Int(last) { return true }
      guard let exit = lastExits[letter] else { return false }
      letter = Int(exits[letter][exit])
    }
    return false
  }
}
