package import RecurrentCore

/// Recordings as training draws them: varied, those of similar length together.
package struct RhythmExamples: TrainingExamples {
  private let recordings: [LabelledRecording]
  private let augmentation: RhythmAugmentation
  private let contract: SignalContract
  private let buckets: LengthBuckets

  /// - Parameters:
  ///   - recordings: at least one, scaled as the contract says.
  ///   - batchSize: the trainer's.
  package init(
    _ recordings: [LabelledRecording], _ augmentation: RhythmAugmentation,
    _ contract: SignalContract, batchSize: Int
  ) {
    precondition(!recordings.isEmpty, "no recordings")
    self.recordings = recordings
    self.augmentation = augmentation
    self.contract = contract
    buckets = LengthBuckets(recordings.map(\.signal.count), batchSize: batchSize)
  }

  package var count: Int { recordings.count }

  package func order(epoch: Int, generator: inout RandomGenerator) -> [Int] {
    buckets.order(&generator)
  }

  package func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<LossTargets<Float>> {
    let signals = indices.map { augmentation(recordings[$0].signal, contract, &generator) }
    return MicroBatch(
      inputs: .values(RhythmModel.batch(signals)),
      targets: .classes(indices.map { Int32(recordings[$0].rhythm.rawValue) }))
  }
}
