internal import ECGSignal
internal import Synchronization

/// The filter and the resampler for each sampling frequency met, designed once.
final class ConditioningStages: Sendable {
  /// What a signal of one frequency goes through.
  struct Stages: Sendable {
    let filter: SecondOrderSections
    let resampler: RationalResampler
  }

  private let contract: SignalContract
  private let known = Mutex<[Double: Stages]>([:])

  /// Recordings of one collection share a few frequencies.
  private static let capacity = 64

  init(_ contract: SignalContract) { self.contract = contract }

  /// Throws `invalidFilter`.
  func stages(from samplingFrequency: Double) throws(ECGSignalError) -> Stages {
    if let stages = known.withLock({ $0[samplingFrequency] }) { return stages }
    let stages = Stages(
      filter: try SecondOrderSections(
        butterworthOrder: contract.filterOrder,
        band: .bandPass(lowHertz: contract.lowCutoff, highHertz: contract.highCutoff),
        samplingFrequency: samplingFrequency),
      resampler: try RationalResampler(from: samplingFrequency, to: contract.samplingFrequency))
    known.withLock { known in
      if known.count < Self.capacity { known[samplingFrequency] = stages }
    }
    return stages
  }
}
