import RecurrentCore
import Testing

@testable import BindingSites

@Suite struct BindingExamplesTests {
  private let positive = LabelledSequence(
    name: "p", codes: [0, 0, 0, 1, 2, 3, 1, 0, 0, 0], isBound: true, weight: 2)
  private let negative = LabelledSequence(
    name: "n", codes: Array(repeating: 3, count: 10), isBound: false)

  private func draw(_ augmentation: Augmentation, _ count: Int) -> [(codes: [UInt8], target: Float)]
  {
    let examples = BindingExamples([positive, negative], augmentation)
    #expect(examples.count == count)
    var generator = RandomGenerator(seed: 1)
    let batch = examples.microBatch(
      Array(0..<count)[...], epoch: 0, generator: &generator)
    guard case .values(let inputs) = batch.inputs, case .values(let targets) = batch.targets else {
      Issue.record("no numbers")
      return []
    }
    return (0..<count).map { index in
      let codes = (0..<inputs.time).map { step in
        let cell = (step * count + index) * 4
        return UInt8(
          inputs.values.elements[cell..<cell + 4].firstIndex(of: 1).map { $0 - cell } ?? 4)
      }
      return (codes, targets[index])
    }
  }

  @Test func anEpochHoldsEveryKindOfExampleWithItsLabel() {
    var augmentation = Augmentation()
    augmentation.reverseComplement = false
    augmentation.positiveRepeats = 2
    augmentation.shufflesPerPositive = 1
    augmentation.offCentrePerPositive = 3
    augmentation.offCentreShift = 4...6
    let drawn = draw(augmentation, 2 + 1 + 1 + 3)
    #expect(drawn.map(\.target) == [1, 1, 0, 0, 0, 0, 0])
    #expect(drawn[0].codes == positive.codes)
    #expect(drawn[2].codes == negative.codes)
    #expect(drawn[3].codes.sorted() == positive.codes.sorted())
    // Moved off the centre, the gap is filled from the unbound example.
    for moved in drawn[4...] {
      #expect(
        [4, 5, 6].contains(moved.codes.count { $0 == 3 } - (moved.codes.contains(2) ? 1 : 0)))
    }
  }

  @Test func nothingIsLeftOfASiteThatIsMovedOutOfItsWindow() {
    var augmentation = Augmentation()
    augmentation.reverseComplement = false
    augmentation.offCentrePerPositive = 5
    augmentation.offCentreShift = 10...30
    let drawn = draw(augmentation, 1 + 1 + 5)
    #expect(drawn.suffix(5).allSatisfy { $0.codes == negative.codes && $0.target == 0 })
  }

  @Test func jitterMovesASiteByAtMostThatManyBases() {
    var augmentation = Augmentation()
    augmentation.reverseComplement = false
    augmentation.positiveRepeats = 50
    augmentation.jitter = 2
    let places = draw(augmentation, 51).prefix(50).compactMap { $0.codes.firstIndex(of: 2) }
    #expect(Set(places) == [2, 3, 4, 5, 6])
  }

  @Test func reverseComplementsComeAboutHalfOfTheTime() {
    var augmentation = Augmentation()
    augmentation.positiveRepeats = 200
    let reversed = draw(augmentation, 201).prefix(200).count { $0.codes.first == 3 }
    #expect(70...130 ~= reversed)
  }
}
