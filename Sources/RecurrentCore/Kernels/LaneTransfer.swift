/// How letters are read out of an array of codes.
package struct LetterReading: Sendable {
  /// The network's code, `0...7`, by byte.
  let table: [UInt8]
  /// Whether each window is read from its end to its start.
  let isReversed: Bool

  /// - Parameter table: 256 codes by byte: `LetterCode`'s, with the complement in it to read the
  ///   other strand.
  package init(table: [UInt8], isReversed: Bool = false) {
    precondition(table.count == 256, "\(table.count) codes for 256 bytes")
    precondition(table.allSatisfy { $0 < 8 }, "letter code \(table.max() ?? 0) above 7")
    self.table = table
    self.isReversed = isReversed
  }

  /// Codes 0...3 and `LetterCode.uniform` as they are, all others as zeros.
  package static let plain = LetterReading(
    table: (0...UInt8.max).map { $0 <= LetterCode.uniform ? $0 : LetterCode.zero })
}

extension LaneCodes {
  /// Sets one tile: windows of `length` codes at `offsets`, padding around, zeros in idle lanes.
  func load(
    _ codes: [UInt8], at offsets: ArraySlice<Int>, length: Int, _ reading: LetterReading,
    padding: (before: Int, after: Int), lanes: Int
  ) {
    precondition(
      length + padding.before + padding.after <= steps && offsets.count <= lanes,
      "\(offsets.count) windows of \(length) into \(steps) steps of \(lanes)")
    let zero = Int32(LetterCode.zero)
    let end = padding.before + length
    unsafe base.update(repeating: zero, count: padding.before * lanes)
    unsafe (base + end * lanes).update(repeating: zero, count: padding.after * lanes)
    unsafe codes.withUnsafeBufferPointer { source in
      unsafe reading.table.withUnsafeBufferPointer { table in
        var lane = 0
        for offset in offsets {
          precondition(
            offset >= 0 && offset + length <= source.count,
            "window \(offset)..<\(offset + length) of \(source.count) codes")
          for step in 0..<length {
            let place = reading.isReversed ? offset + length - 1 - step : offset + step
            // In range: place by the check above, the table has an entry for each byte.
            unsafe base[(padding.before + step) * lanes + lane] = Int32(table[Int(source[place])])
          }
          lane += 1
        }
        for idle in lane..<max(lane, lanes) {
          for step in padding.before..<end { unsafe base[step * lanes + idle] = zero }
        }
      }
    }
  }

  /// Sets one tile: windows of `length` tokens, `stride` places apart, the first one at an offset.
  ///
  /// Negative tokens, and those of idle lanes, become `count`.
  func load(
    _ tokens: [Int32], at offsets: ArraySlice<Int>, length: Int, stride: Int, count: Int, lanes: Int
  ) {
    precondition(
      length <= steps && offsets.count <= lanes && stride > 0,
      "\(offsets.count) windows of \(length) into \(steps) steps of \(lanes)")
    let none = Int32(count)
    unsafe base.update(repeating: none, count: length * lanes)
    for (lane, offset) in offsets.enumerated() {
      for step in 0..<length {
        let token = tokens[offset + step * stride]
        precondition(token < none, "token \(token) of \(count)")
        // In range: a step of `steps`, a lane of `lanes`.
        if token >= 0 { unsafe base[step * lanes + lane] = token }
      }
    }
  }
}

extension LaneArray {
  /// Sets one tile from some sequences of `values`, `(steps, batch, features)`; zeros in idle lanes.
  func load(_ values: [Float], batch: Int, sequences: Range<Int>, lanes: Int) {
    checkFits(lanes: lanes)
    precondition(
      values.count == steps * batch * features && sequences.upperBound <= batch
        && sequences.lowerBound >= 0 && sequences.count <= lanes,
      "sequences \(sequences) of \(values.count) values, (\(steps), \(batch), \(features))")
    buffer.clear(offset..<offset + steps * features * lanes)
    unsafe values.withUnsafeBufferPointer { source in
      let target = unsafe buffer.base + offset
      for step in 0..<steps {
        for (lane, sequence) in sequences.enumerated() {
          let from = (step * batch + sequence) * features
          for feature in 0..<features {
            unsafe target[(step * features + feature) * lanes + lane] = source[from + feature]
          }
        }
      }
    }
  }

  /// Copies the first `count` lanes to `output` from `start` on, sequence by sequence:
  /// `(count, steps, features)`.
  func store(_ count: Int, into output: inout [Float], at start: Int, lanes: Int) {
    checkFits(lanes: lanes)
    let size = steps * features
    precondition(
      count <= lanes && start >= 0 && start + count * size <= output.count,
      "\(count) results of \(size) at \(start) of \(output.count)")
    unsafe output.withUnsafeMutableBufferPointer { target in
      let source = unsafe buffer.base + offset
      for lane in 0..<count {
        for row in 0..<size {
          unsafe target[start + lane * size + row] = source[row * lanes + lane]
        }
      }
    }
  }
}
