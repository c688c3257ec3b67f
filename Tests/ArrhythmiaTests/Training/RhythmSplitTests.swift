import Testing

@testable import Arrhythmia

@Suite struct RhythmSplitTests {
  /// 100 recordings, half of them normal; `r007` and `r050` have one signal.
  static let recordings: [LabelledRecording] = (0..<100).map { index in
    let number = String(index)
    let name = "r" + String(repeating: "0", count: 3 - number.count) + number
    let rhythm: RhythmClass =
      index.isMultiple(of: 2) ? .normal : index % 10 == 1 ? .atrialFibrillation : .other
    return LabelledRecording(
      name: name, rhythm: rhythm, signal: [Float(index == 50 ? 7 : index), 1])
  }

  private func names(_ recordings: [LabelledRecording]) -> [String] { recordings.map(\.name) }

  @Test func eachRecordingIsInOneSetAndClassesKeepTheirShares() throws {
    let split = try RhythmSplit(
      Self.recordings, validation: .fraction(0.2), test: .fraction(0.1), seed: 3)
    let all = names(split.training) + names(split.validation) + names(split.test)
    #expect(all.sorted() == names(Self.recordings))
    #expect(split.test.count { $0.rhythm == .atrialFibrillation } == 1)
    #expect(split.validation.count { $0.rhythm == .atrialFibrillation } == 2)
    #expect(9...11 ~= split.test.count)
    #expect(19...21 ~= split.validation.count)
  }

  @Test func theSameSignalIsNeverOnBothSides() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let split = try RhythmSplit(
        Self.recordings, validation: .fraction(0.3), test: .fraction(0.3), seed: seed)
      let sets = [split.training, split.validation, split.test].map { Set(names($0)) }
      #expect(sets.count { $0.isSuperset(of: ["r007", "r050"]) } == 1)
      #expect(split.repeats.map(\.name) == ["r050"])
      #expect(split.repeats.map(\.first) == ["r007"])
    }
  }

  @Test func theSeedDecidesAndTheOrderDoesNot() throws {
    func split(_ recordings: [LabelledRecording], seed: UInt64) throws -> RhythmSplit {
      try RhythmSplit(recordings, validation: .fraction(0.2), test: .fraction(0.1), seed: seed)
    }
    let one = try split(Self.recordings, seed: 1)
    #expect(try split(Self.recordings.reversed(), seed: 1) == one)
    #expect(try split(Self.recordings, seed: 2) != one)
  }

  @Test func foldsShareTheTestSetAndCoverTheRest() throws {
    let splits = try (1...4).map {
      try RhythmSplit(
        Self.recordings, validation: .fold($0, of: 4), test: .fraction(0.2), seed: 5)
    }
    #expect(Set(splits.map { names($0.test) }).count == 1)
    let covered = splits.flatMap { names($0.validation) }
    #expect((covered + names(splits[0].test)).sorted() == names(Self.recordings))
  }

  @Test func listsAreFollowedAndTakeRepeatsWithThem() throws {
    let split = try RhythmSplit(
      Self.recordings, validation: .names(["r007", "r001"]), test: .names(["r002"]), seed: 1)
    #expect(names(split.validation) == ["r001", "r007", "r050"])
    #expect(names(split.test) == ["r002"])
    #expect(split.training.count == 96)
  }

  @Test func listsThatDoNotFitAreRefused() {
    #expect(throws: ArrhythmiaError.self) {
      try RhythmSplit(Self.recordings, validation: .names(["r100"]), test: nil, seed: 1)
    }
    #expect(throws: ArrhythmiaError.self) {
      try RhythmSplit(
        Self.recordings, validation: .names(["r007"]), test: .names(["r050"]), seed: 1)
    }
  }
}
