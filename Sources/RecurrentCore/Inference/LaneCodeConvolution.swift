/// A convolution over letters with rectifier and max pooling, as look-up tables.
struct LaneCodeConvolution: Sendable {
  let filters: Int
  let taps: Int
  let stride: Int
  let dilation: Int
  let padding: (before: Int, after: Int)
  let pool: LanePool
  let isRectified: Bool
  /// `(groups, taps, 4, 4)`: letters 0...3 alone.
  let letters: [Float]
  /// `(groups, taps, 4, 8)`: all codes.
  let tables: [Float]
  let bias: [Float]

  /// - Parameter matrix: `(filters, taps, 4)` over one-hot letters.
  init(
    filters: Int, taps: Int, stride: Int, dilation: Int, padding: (before: Int, after: Int),
    pool: LanePool, matrix: [Float], bias: [Float], isRectified: Bool
  ) {
    precondition(
      matrix.count == filters * taps * 4 && bias.count == filters,
      "\(matrix.count) weights and \(bias.count) biases for \(filters) filters of \(taps) taps")
    self.filters = filters
    self.taps = taps
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    self.pool = pool
    self.isRectified = isRectified
    let groups = (filters + 3) / 4
    var letters = [Float](repeating: 0, count: groups * taps * 16)
    var tables = [Float](repeating: 0, count: groups * taps * 32)
    for filter in 0..<filters {
      for tap in 0..<taps {
        let entries = LetterCode.tableEntries(
          Array(matrix[(filter * taps + tap) * 4..<(filter * taps + tap + 1) * 4]))
        let place = (filter / 4 * taps + tap) * 4 + filter % 4
        for code in 0..<4 { letters[place * 4 + code] = entries[code] }
        for code in 0..<8 { tables[place * 8 + code] = entries[code] }
      }
    }
    self.letters = letters
    self.tables = tables
    self.bias = packedRows(bias, rows: filters, depth: 1)
  }

  func outputSteps(_ steps: Int) -> Int {
    pool.outputSteps(
      convolutionSteps(
        steps + padding.before + padding.after, taps: taps, stride: stride, dilation: dilation))
  }
}

/// What a letter's code stands for in the input of a network over one-hot letters.
package enum LetterCode {
  /// Codes 0...3: the four letters of the alphabet, one channel each.
  package static let alphabet: ClosedRange<UInt8> = 0...3
  /// A quarter in each channel.
  package static let uniform: UInt8 = 4
  /// Zero in each channel, as behind a sequence's end.
  package static let zero: UInt8 = 5

  /// What each of eight codes adds, given what each channel adds.
  static func tableEntries(_ channels: [Float], scale: Double = 1, bias: Double = 0) -> [Float] {
    var entries = [Float](repeating: Float(bias), count: 8)
    let scaled = channels.map { Double($0) * scale }
    for code in 0..<4 { entries[code] = Float(scaled[code] + bias) }
    entries[Int(uniform)] = Float(scaled.reduce(0, +) * 0.25 + bias)
    return entries
  }
}
