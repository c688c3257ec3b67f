package import RecurrentCore
internal import SequenceIO

/// Bases as four channels A, C, G, T.
package enum OneHot {
  /// Channels a base has: the four known bases.
  package static let channels = 4

  /// - Parameter sequences: of equal length, as `BaseCode` symbols or `InputBase` values; anything but
  ///   A, C, G, T reads as 0.25 in each channel.
  /// - Returns: `(time, batch, 4)`.
  package static func encode(_ sequences: [[UInt8]]) -> SequenceBatch<Float> {
    let time = sequences.first?.count ?? 0
    let batch = sequences.count
    var values = [Float](repeating: 0, count: time * batch * channels)
    for (index, sequence) in sequences.enumerated() {
      precondition(sequence.count == time, "length \(sequence.count) among \(time)")
      for (step, code) in sequence.enumerated() {
        let cell = (step * batch + index) * channels
        if code <= BaseCode.t {
          values[cell + Int(code)] = 1
        } else {
          for channel in 0..<channels { values[cell + channel] = 0.25 }
        }
      }
    }
    return SequenceBatch(
      Tensor(.sequences(time: time, batch: batch, features: channels), values))
  }
}
