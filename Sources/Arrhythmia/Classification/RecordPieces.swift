/// A recording cut into stretches of equal length, each short enough for one verdict.
///
/// A recording that one verdict may cover is one piece; longer ones get pieces of about 30 s, at which
/// rhythm was labelled in the training records.
struct RecordPieces: Sequence {
  struct Piece: Equatable {
    /// Frames of the stretch.
    let frames: Range<Int>
    /// The stretch with what the filter needs on both sides.
    let read: Range<Int>
    /// The stretch among the conditioned samples of `read`.
    let conditioned: Range<Int>
  }

  let count: Int
  private let frameCount: Int
  private let margin: Int
  /// Conditioned samples a frame.
  private let ratio: Double

  static let seconds = 30.0
  /// Time in which the filter forgets where the signal was cut.
  static let marginSeconds = 5.0

  init(frameCount: Int, frameFrequency: Double, contract: SignalContract) {
    self.frameCount = frameCount
    ratio = contract.samplingFrequency / frameFrequency
    margin = Int((Self.marginSeconds * frameFrequency).rounded(.up))
    let outputs = (Double(frameCount) * ratio).rounded(.up)
    let length = Swift.min(
      Self.seconds * contract.samplingFrequency, Double(contract.maximumSamples - 1))
    count =
      outputs <= Double(contract.maximumSamples) ? 1 : Int((outputs / length).rounded(.up))
  }

  subscript(index: Int) -> Piece {
    let frames = boundary(index)..<boundary(index + 1)
    let read =
      Swift.max(0, frames.lowerBound - margin)..<Swift.min(frameCount, frames.upperBound + margin)
    let first = Int((Double(frames.lowerBound - read.lowerBound) * ratio).rounded())
    let length = Int((Double(frames.count) * ratio).rounded(.down))
    return Piece(frames: frames, read: read, conditioned: first..<first + length)
  }

  func makeIterator() -> AnyIterator<Piece> {
    var index = 0
    return AnyIterator {
      guard index < count else { return nil }
      defer { index += 1 }
      return self[index]
    }
  }

  private func boundary(_ index: Int) -> Int {
    Int((Double(frameCount) * Double(index) / Double(count)).rounded())
  }
}
