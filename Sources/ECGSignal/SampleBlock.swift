/// Consecutive samples of one signal, as stored: digital with their scale, physical, or missing.
package struct SampleBlock: Sendable {
  enum Piece: Sendable {
    /// Digital samples, `missingSample` where invalid; no scale for an uncalibrated signal.
    case digital([Int32], SignalScale?)
    /// Physical samples, NaN where missing.
    case physical([Double])
    /// So many samples without a value.
    case missing(Int)
  }

  /// Stands for an invalid sample among digital ones: no format stores it as a value.
  package static let missingSample = Int32.min

  var pieces: [Piece] = []
  let signal: String
  let path: String

  init(path: String, signal: String, _ pieces: [Piece] = []) {
    self.path = path
    self.signal = signal
    self.pieces = pieces
  }

  /// Adds digital samples, to the last piece where that has the same scale.
  mutating func append(digital samples: [Int32], scale: SignalScale?) {
    if case .digital(var last, scale)? = pieces.last {
      pieces.removeLast()
      last += samples
      pieces.append(.digital(last, scale))
    } else {
      pieces.append(.digital(samples, scale))
    }
  }

  /// The number of samples.
  package var count: Int {
    pieces.reduce(0) { sum, piece in
      switch piece {
      case .digital(let samples, _): sum + samples.count
      case .physical(let samples): sum + samples.count
      case .missing(let count): sum + count
      }
    }
  }

  /// Whether the recording holds nothing here; invalid samples among digital ones are not looked for.
  package var isMissing: Bool {
    pieces.allSatisfy { if case .missing = $0 { true } else { false } }
  }

  /// The samples in physical units, NaN where missing; throws `uncalibratedSignal`.
  package func physical() throws(ECGSignalError) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(count)
    for piece in pieces {
      switch piece {
      case .physical(let samples):
        result += samples
      case .missing(let count):
        result += repeatElement(.nan, count: count)
      case .digital(let samples, let scale):
        guard let scale else { throw .uncalibratedSignal(path: path, signal: signal) }
        for sample in samples {
          result.append(sample == Self.missingSample ? .nan : scale.physical(sample))
        }
      }
    }
    return result
  }

  /// The samples in digital units of `target`, `missingSample` where missing; `nil` when the file
  /// holds physical values.
  ///
  /// Pieces stored with another scale are converted and rounded half away from zero, as the WFDB
  /// library does for segments whose gain differs from the layout's.
  package func digital(in target: SignalScale?) -> [Int32]? {
    var result: [Int32] = []
    result.reserveCapacity(count)
    for piece in pieces {
      switch piece {
      case .physical: return nil
      case .missing(let count): result += repeatElement(Self.missingSample, count: count)
      case .digital(let samples, let scale):
        guard let target, let scale, target != scale else {
          result += samples
          continue
        }
        for sample in samples {
          guard sample != Self.missingSample else {
            result.append(sample)
            continue
          }
          let value = scale.physical(sample) * target.gain + target.baseline
          result.append(
            Int32(exactly: value.rounded(.toNearestOrAwayFromZero)) ?? Self.missingSample)
        }
      }
    }
    return result
  }
}
