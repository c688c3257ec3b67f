/// The windows a long recording is judged in, on a grid that starts with the recording.
///
/// A window lasts 30 s, at which rhythm was labelled in the training records, and a new one starts with
/// each step of a third of it, so that each step lies in up to three windows.
struct RhythmWindows: Sendable, Equatable {
  /// All lengths are in samples at the contract's frequency.
  let length: Int
  let hop: Int
  let total: Int
  /// How many windows there are; the last may be shorter.
  let count: Int

  static let seconds = 30.0
  /// Windows that begin in a step and cover it.
  static let overlap = 3

  /// - Parameter total: samples of the recording, at the contract's frequency.
  init(_ total: Int, _ contract: SignalContract) {
    self.total = total
    let wanted = Int((Self.seconds * contract.samplingFrequency).rounded())
    length = min(max(wanted, contract.minimumSamples), contract.maximumSamples)
    hop = (length + Self.overlap - 1) / Self.overlap
    let steps = max(0, total - length)
    let all = (steps + hop - 1) / hop + 1
    let last = total - (all - 1) * hop
    count = last >= contract.minimumSamples ? all : all - 1
  }

  var stepCount: Int { (total + hop - 1) / hop }

  /// Samples of a window.
  subscript(window: Int) -> Range<Int> {
    window * hop..<min(window * hop + length, total)
  }

  /// The steps a window lies over.
  func steps(ofWindow window: Int) -> Range<Int> {
    window..<min(window + Self.overlap, stepCount)
  }

  /// The windows that lie over a step.
  func windows(overStep step: Int) -> Range<Int> {
    let first = max(0, step - Self.overlap + 1)
    return first..<max(first, min(step + 1, count))
  }
}
