package import RecurrentCore
internal import SequenceIO

/// Stretches as training draws them: half of the time the other strand, one-hot.
package struct StretchExamples: TrainingExamples {
  private let set: StretchSet
  private let reverseComplement: Bool

  package init(_ set: StretchSet, reverseComplement: Bool) {
    self.set = set
    self.reverseComplement = reverseComplement
  }

  package var count: Int { self.set.stretches.count }

  package func microBatch(
    _ indices: ArraySlice<Int>, epoch: Int, generator: inout RandomGenerator
  ) -> MicroBatch<LossTargets<Float>> {
    let batch = indices.count
    let bins = set.length / set.bin
    var bases: [UInt8] = []
    bases.reserveCapacity(batch * set.length)
    var targets = [Float](repeating: -1, count: bins * batch)
    var weights: [Float] = []
    for (place, index) in indices.enumerated() {
      let stretch = set.stretches[index]
      let isTurned = reverseComplement && generator.next() & 1 == 1
      let codes = isTurned ? BaseCode.reverseComplement(of: stretch.codes) : stretch.codes
      bases += codes.map { min($0, InputBase.uniform) }
      for bin in 0..<bins {
        targets[bin * batch + place] = stretch.targets[isTurned ? bins - 1 - bin : bin]
      }
      weights.append(stretch.weight)
    }
    let offsets = Array(stride(from: 0, to: bases.count, by: set.length))
    return MicroBatch(
      inputs: .values(OneHot.encode(bases, windowsAt: offsets, length: set.length)),
      targets: .values(targets), weights: weights)
  }
}
