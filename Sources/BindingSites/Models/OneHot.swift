package import RecurrentCore

/// Bases as four channels A, C, G, T.
package enum OneHot {
  /// Channels a base has: the four known bases.
  package static let channels = 4

  /// Windows of an array of `InputBase` values.
  ///
  /// - Returns: `(time, batch, 4)`.
  package static func encode(
    _ bases: [UInt8], windowsAt offsets: some RandomAccessCollection<Int>, length: Int
  ) -> SequenceBatch<Float> {
    let batch = offsets.count
    var values = [Float](repeating: 0, count: length * batch * channels)
    for (index, offset) in offsets.enumerated() {
      for step in 0..<length {
        let cell = (step * batch + index) * channels
        let base = bases[offset + step]
        if base <= 3 {
          values[cell + Int(base)] = 1
        } else if base == InputBase.uniform {
          for channel in 0..<channels { values[cell + channel] = 0.25 }
        }
      }
    }
    return SequenceBatch(
      Tensor(.sequences(time: length, batch: batch, features: channels), values))
  }

  /// The `InputBase` values that a batch encodes, sequence after sequence.
  package static func decode(_ batch: SequenceBatch<Float>) -> [UInt8] {
    var bases: [UInt8] = []
    bases.reserveCapacity(batch.batch * batch.time)
    for index in 0..<batch.batch {
      for step in 0..<batch.time {
        let cell = (step * batch.batch + index) * channels
        let values = batch.values.elements[cell..<cell + channels]
        if let known = values.firstIndex(of: 1) {
          bases.append(UInt8(known - cell))
        } else {
          bases.append(values.allSatisfy { $0 == 0 } ? InputBase.zero : InputBase.uniform)
        }
      }
    }
    return bases
  }
}
