/// Which stretches of a signal a verdict rests on.
///
/// Each stretch is set to zero in turn, the mean of a conditioned signal, and the signal judged again:
/// the more the winner's lead shrinks, the more the stretch weighed (occlusion: Zeiler & Fergus 2014).
/// Costs one classification for each stretch.
package struct StretchRelevance: Sendable, Equatable {
  package struct Stretch: Sendable, Equatable {
    /// In conditioned samples.
    package let samples: Range<Int>
    /// In seconds from the signal's start.
    package let seconds: Range<Double>
    /// By how much the winner's logit comes nearer to the best of the others when the stretch is
    /// missing; negative for a stretch that speaks against the verdict.
    package let weight: Double
  }

  /// Side by side, covering the signal.
  package let stretches: [Stretch]

  /// How long a stretch is, about: two to four beats.
  package static let seconds = 2.5

  /// - Parameters:
  ///   - signal: conditioned, of a length the model's contract allows.
  ///   - rhythm: what was decided.
  package init(of signal: [Float], rhythm: RhythmClass, classifier: RecordClassifier) {
    let frequency = classifier.model.contract.samplingFrequency
    let count = max(1, Int((Double(signal.count) / (Self.seconds * frequency)).rounded()))
    let ranges = (0..<count).map { signal.count * $0 / count..<signal.count * ($0 + 1) / count }
    let variants = ranges.map { range in
      var variant = signal
      for index in range { variant[index] = 0 }
      return variant
    }
    let margins = classifier.answers([signal] + variants).map {
      Self.margin($0.logits, rhythm)
    }
    stretches = zip(ranges, margins.dropFirst()).map { range, margin in
      Stretch(
        samples: range,
        seconds: Double(range.lowerBound) / frequency..<Double(range.upperBound) / frequency,
        weight: margins[0] - margin)
    }
  }

  /// The stretch that weighed most; the first of equals.
  package var strongest: Stretch? {
    stretches.reduce(nil) { best, stretch in
      guard let best, best.weight >= stretch.weight else { return stretch }
      return best
    }
  }

  /// The rhythm's lead over the best of the others.
  private static func margin(_ logits: [Double], _ rhythm: RhythmClass) -> Double {
    let others = logits.indices.filter { $0 != rhythm.rawValue }.map { logits[$0] }
    return logits[rhythm.rawValue] - (others.max() ?? 0)
  }
}
