/// The samples of several signals brought to one rate, so that they can be shown as rows.
package struct SampleTable: Sendable {
  /// The rate of the rows.
  package enum Grid: String, Sendable, CaseIterable {
    /// One row a frame: signals with several samples a frame are averaged.
    case frame
    /// One row for each sample of the fastest signal; samples of slower ones are repeated.
    case finest
  }

  /// Physical values of each signal, NaN where missing.
  package private(set) var physical: [[Double]] = []
  /// Digital values of each signal, `SampleBlock.missingSample` where missing; `nil` for signals
  /// without.
  package private(set) var digital: [[Int32]?] = []
  /// Rows a frame.
  package let rowsPerFrame: Int

  /// Takes `blocks`, one for each of `signals`; all cover the same frames.
  ///
  /// Averages are taken of digital samples, cut towards zero, and then scaled, as rdsamp does.
  package init(
    _ blocks: [SampleBlock], of signals: [SignalDescription], grid: Grid
  ) throws(ECGSignalError) {
    precondition(blocks.count == signals.count, "\(blocks.count) blocks, \(signals.count) signals")
    rowsPerFrame = grid == .frame ? 1 : signals.map(\.samplesPerFrame).max() ?? 1
    for (block, signal) in zip(blocks, signals) {
      let own = signal.samplesPerFrame
      if let samples = block.digital(in: signal.scale) {
        let rows = Self.rows(samples, own, rowsPerFrame, mean: Self.digitalMean)
        digital.append(rows)
        // Segments may have scales of their own, which unaveraged values keep.
        if own == rowsPerFrame {
          physical.append(try block.physical())
        } else if let scale = signal.scale {
          physical.append(
            rows.map { $0 == SampleBlock.missingSample ? .nan : scale.physical($0) })
        } else {
          throw .uncalibratedSignal(path: block.path, signal: signal.name)
        }
      } else {
        digital.append(nil)
        physical.append(
          Self.rows(try block.physical(), own, rowsPerFrame) { values in
            let valid = values.filter { !$0.isNaN }
            return valid.isEmpty ? .nan : valid.reduce(0, +) / Double(valid.count)
          })
      }
    }
  }

  private static func rows<Value>(
    _ samples: [Value], _ perFrame: Int, _ rowsPerFrame: Int, mean: (ArraySlice<Value>) -> Value
  ) -> [Value] {
    if perFrame == rowsPerFrame { return samples }
    let frames = samples.count / perFrame
    var rows: [Value] = []
    rows.reserveCapacity(frames * rowsPerFrame)
    for frame in 0..<frames {
      let own = samples[frame * perFrame..<(frame + 1) * perFrame]
      if rowsPerFrame == 1 {
        rows.append(mean(own))
      } else {
        for row in 0..<rowsPerFrame {
          rows.append(own[own.startIndex + row * perFrame / rowsPerFrame])
        }
      }
    }
    return rows
  }

  private static func digitalMean(_ samples: ArraySlice<Int32>) -> Int32 {
    let valid = samples.filter { $0 != SampleBlock.missingSample }
    guard !valid.isEmpty else { return SampleBlock.missingSample }
    return Int32(valid.reduce(0) { $0 + Int($1) } / valid.count)
  }
}
