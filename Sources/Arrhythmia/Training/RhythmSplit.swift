internal import RecurrentCore
internal import UserFacing

/// Which recordings a network is trained on, which decide the epoch and the calibration, and which
/// nothing is decided on.
///
/// Recordings with the same signal stay together. The same recordings, choices and seed give the same
/// split, whatever the order of the recordings.
package struct RhythmSplit: Sendable, Equatable {
  /// What a set is made of.
  package enum Choice: Sendable, Equatable {
    /// That share of all recordings, by class.
    case fraction(Double)
    /// The recordings of those names.
    case names([String])
    /// The part of that number, from 1, of several equal parts, by class, of what is not test.
    case fold(Int, of: Int)
  }

  /// By name, in order.
  package private(set) var training: [LabelledRecording] = []
  package private(set) var validation: [LabelledRecording] = []
  package private(set) var test: [LabelledRecording] = []
  /// Names of recordings that have the signal of one before, with that one's.
  package let repeats: [(name: String, first: String)]

  package static func == (left: RhythmSplit, right: RhythmSplit) -> Bool {
    left.training == right.training && left.validation == right.validation
      && left.test == right.test
  }

  private enum Part {
    case training
    case validation
    case test
  }

  /// Throws `unusableExamples` for names that are not there and sets that overlap.
  package init(
    _ recordings: [LabelledRecording], validation: Choice, test: Choice?, seed: UInt64
  ) throws {
    let groups = SameSignals.groups(recordings.sorted { $0.name < $1.name })
    repeats = groups.flatMap { group in
      group.dropFirst().map { (name: $0.name, first: group[0].name) }
    }
    var parts: [Part?] = Array(repeating: nil, count: groups.count)
    // Classes by themselves, each in random order.
    let classes = RhythmClass.allCases.map { rhythm in
      let members = groups.indices.filter { groups[$0][0].rhythm == rhythm }
      var generator = RandomGenerator(
        seed: seed, stream: 0x53_504C_4954, UInt64(rhythm.rawValue))
      return generator.permutation(of: members.count).map { members[$0] }
    }
    if let test { try Self.assign(.test, test, groups, classes, &parts) }
    try Self.assign(.validation, validation, groups, classes, &parts)
    for (group, part) in zip(groups, parts) {
      switch part {
      case .test: self.test += group
      case .validation: self.validation += group
      case .training, nil: training += group
      }
    }
    training.sort { $0.name < $1.name }
    self.validation.sort { $0.name < $1.name }
    self.test.sort { $0.name < $1.name }
  }

  /// Multiplies all signals.
  package mutating func multiply(by factor: Float) {
    for set in [\RhythmSplit.training, \.validation, \.test] {
      for index in self[keyPath: set].indices {
        self[keyPath: set][index].signal = self[keyPath: set][index].signal.map { $0 * factor }
      }
    }
  }

  private static func assign(
    _ part: Part, _ choice: Choice, _ groups: [[LabelledRecording]], _ classes: [[Int]],
    _ parts: inout [Part?]
  ) throws {
    switch choice {
    case .fraction(let share):
      for members in classes {
        let count = Int((share * Double(members.count)).rounded())
        for group in members.filter({ parts[$0] == nil }).prefix(count) { parts[group] = part }
      }
    case .fold(let number, let folds):
      for members in classes {
        for (place, group) in members.filter({ parts[$0] == nil }).enumerated()
        where place % folds == number - 1 {
          parts[group] = part
        }
      }
    case .names(let names):
      let known = Dictionary(
        uniqueKeysWithValues: groups.enumerated().flatMap { index, group in
          group.map { ($0.name, index) }
        })
      for name in names {
        guard let group = known[name] else {
          throw ArrhythmiaError.unusableExamples(
            problem: "\(name.quoted), which a list sets aside, is not among the recordings",
            remedy: "remove it from the list")
        }
        guard parts[group] == nil || parts[group] == part else {
          throw ArrhythmiaError.unusableExamples(
            problem: "\(name.quoted), or one with its signal, is in the test set too",
            remedy: "set it aside once")
        }
        parts[group] = part
      }
    }
  }
}

/// Recordings with exactly the same signal.
enum SameSignals {
  /// The recordings in groups of one signal, in the order of each group's first.
  static func groups(_ recordings: [LabelledRecording]) -> [[LabelledRecording]] {
    var groups: [[LabelledRecording]] = []
    var known: [[Float]: Int] = [:]
    for recording in recordings {
      if let group = known[recording.signal] {
        groups[group].append(recording)
      } else {
        known[recording.signal] = groups.count
        groups.append([recording])
      }
    }
    return groups
  }
}
