/// Makes episodes of the answers for windows.
///
/// A step's probabilities are the mean of those of the windows over it, which smooths over the
/// windows' length; its rhythm is the most probable. Interruptions of fibrillation that are shorter
/// than the shortest episode and no longer than the fibrillation on either side belong to it.
/// Fibrillation that lasts less than `shortestFibrillation` then gets the step's most probable other
/// rhythm.
struct EpisodeMerger {
  let windows: RhythmWindows
  /// Samples a second of the windows' grid.
  let samplingFrequency: Double

  /// Seconds; from 30 s on an electrocardiogram is diagnostic of atrial fibrillation: 2020 ESC
  /// Guidelines for the diagnosis and management of atrial fibrillation (Hindricks et al. 2021).
  static let shortestFibrillation = 30.0

  /// The rhythm of each step; nil for steps that no judged window lies over.
  ///
  /// - Parameter answers: probabilities of each window in the order of `RhythmClass`; nil where the
  ///   window could not be judged.
  func rhythms(_ answers: [[Double]?]) -> [RhythmClass?] {
    let probabilities = (0..<windows.stepCount).map { mean(answers, step: $0) }
    var rhythms = probabilities.map { $0.map { Self.mostProbable($0) } }
    bridge(&rhythms)
    for run in Self.runs(rhythms)
    where rhythms[run.lowerBound] == .atrialFibrillation
      && seconds(run) < Self.shortestFibrillation
    {
      for step in run {
        rhythms[step] = probabilities[step].map {
          Self.mostProbable($0, except: .atrialFibrillation)
        }
      }
    }
    return rhythms
  }

  /// Stretches of one value.
  static func runs(_ rhythms: [RhythmClass?]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for step in rhythms.indices {
      if let last = runs.last, rhythms[last.lowerBound] == rhythms[step] {
        runs[runs.count - 1] = last.lowerBound..<step + 1
      } else {
        runs.append(step..<step + 1)
      }
    }
    return runs
  }

  private func bridge(_ rhythms: inout [RhythmClass?]) {
    let isFibrillation = rhythms.map { $0 == .atrialFibrillation }
    // Whatever else the steps between are, they interrupt together.
    let runs = Self.runs(isFibrillation.map { $0 ? .atrialFibrillation : nil })
    for (before, (run, after)) in zip(runs, zip(runs.dropFirst(), runs.dropFirst(2)))
    where !isFibrillation[run.lowerBound] && seconds(run) < Self.shortestFibrillation
      && before.count >= run.count && after.count >= run.count
    {
      for step in run { rhythms[step] = .atrialFibrillation }
    }
  }

  private func seconds(_ steps: Range<Int>) -> Double {
    let end = min(steps.upperBound * windows.hop, windows.total)
    return Double(end - steps.lowerBound * windows.hop) / samplingFrequency
  }

  private func mean(_ answers: [[Double]?], step: Int) -> [Double]? {
    let rows = windows.windows(overStep: step).compactMap { answers[$0] }
    guard let first = rows.first else { return nil }
    return first.indices.map { index in
      rows.reduce(0) { $0 + $1[index] } / Double(rows.count)
    }
  }

  /// The first of equals.
  private static func mostProbable(
    _ probabilities: [Double], except excluded: RhythmClass? = nil
  ) -> RhythmClass {
    var best = RhythmClass.normal
    for rhythm in RhythmClass.allCases
    where rhythm != excluded && probabilities[rhythm.rawValue] > probabilities[best.rawValue] {
      best = rhythm
    }
    return best
  }
}
