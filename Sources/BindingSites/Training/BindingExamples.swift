package import RecurrentCore
internal import SequenceIO

/// Sequences as training draws them: augmented, encoded, 1 for bound and 0 for unbound.
package struct BindingExamples: TrainingExamples {
  private let positives: [LabelledSequence]
  private let negatives: [LabelledSequence]
  private let shuffles: [DinucleotideShuffle]
  private let augmentation: Augmentation
  private let encoding: SequenceEncoding

  /// - Precondition: there is a bound example, and an unbound one or shuffles of the bound ones; all
  ///   have one length.
  package init(
    _ examples: [LabelledSequence], _ augmentation: Augmentation,
    _ encoding: SequenceEncoding = .oneHot
  ) {
    self.encoding = encoding
    positives = examples.filter { $0.isBound == true }
    negatives = examples.filter { $0.isBound == false }
    precondition(
      !positives.isEmpty && (!negatives.isEmpty || augmentation.shufflesPerPositive > 0),
      "\(positives.count) bound, \(negatives.count) unbound")
    shuffles =
      augmentation.shufflesPerPositive > 0
      ? positives.map { DinucleotideShuffle(of: $0.codes) } : []
    self.augmentation = augmentation
  }

  package var count: Int {
    augmentation.count(positives: positives.count, negatives: negatives.count)
  }

  package func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<LossTargets<Float>> {
    var batch = DrawnBatch()
    let targets: [Float] = indices.map { draw($0, into: &batch, &generator) ? 1 : 0 }
    return MicroBatch(
      inputs: batch.inputs(encoding), targets: .values(targets), weights: batch.weights)
  }

  /// Adds an example of the epoch's list, on either strand; returns whether it is bound.
  func draw(
    _ index: Int, into batch: inout DrawnBatch, _ generator: inout RandomGenerator
  ) -> Bool {
    var (codes, isBound, weight) = draw(index, &generator)
    if augmentation.reverseComplement, generator.next() & 1 == 1 {
      codes = BaseCode.reverseComplement(of: codes)
    }
    batch.bases += codes.map { min($0, InputBase.uniform) }
    batch.weights.append(weight)
    return isBound
  }

  /// The epoch's list is: bound examples, unbound ones, shuffles, bound ones off the centre.
  private func draw(
    _ index: Int, _ generator: inout RandomGenerator
  ) -> (codes: [UInt8], isBound: Bool, weight: Float) {
    var index = index
    if index < positives.count * augmentation.positiveRepeats {
      let positive = positives[index % positives.count]
      let shift = Int.random(
        in: -augmentation.jitter...augmentation.jitter, using: &generator)
      return (moved(positive.codes, by: shift, &generator), true, positive.weight)
    }
    index -= positives.count * augmentation.positiveRepeats
    if index < negatives.count {
      return (negatives[index].codes, false, negatives[index].weight)
    }
    index -= negatives.count
    if index < positives.count * augmentation.shufflesPerPositive {
      return (shuffles[index % positives.count](using: &generator), false, 1)
    }
    let positive = positives[index % positives.count]
    let distance = Int.random(in: augmentation.offCentreShift, using: &generator)
    let shift = generator.next() & 1 == 1 ? distance : -distance
    return (moved(positive.codes, by: shift, &generator), false, positive.weight)
  }

  /// The sequence moved to the left by `shift` bases, its gap filled from an unbound example; nothing
  /// of it is left by a shift of its length or more.
  private func moved(
    _ codes: [UInt8], by shift: Int, _ generator: inout RandomGenerator
  ) -> [UInt8] {
    if shift == 0 { return codes }
    var result = filling(like: codes, &generator)
    guard abs(shift) < codes.count else { return result }
    if shift > 0 {
      result.replaceSubrange(0..<codes.count - shift, with: codes[shift...])
    } else {
      result.replaceSubrange((-shift)..., with: codes[..<(codes.count + shift)])
    }
    return result
  }

  private func filling(like codes: [UInt8], _ generator: inout RandomGenerator) -> [UInt8] {
    guard !negatives.isEmpty else { return DinucleotideShuffle(of: codes)(using: &generator) }
    return negatives[Int.random(in: negatives.indices, using: &generator)].codes
  }
}

/// Sequences of one length drawn for a batch.
struct DrawnBatch {
  /// One after the other.
  var bases: [UInt8] = []
  /// Of each.
  var weights: [Float] = []

  func inputs(_ encoding: SequenceEncoding) -> NetworkInput<Float> {
    let length = bases.count / max(1, weights.count)
    let offsets = stride(from: 0, to: bases.count, by: max(1, length))
    return encoding.encode(bases, windowsAt: Array(offsets), window: length)
  }
}
