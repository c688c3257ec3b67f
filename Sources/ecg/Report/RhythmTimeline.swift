internal import Arrhythmia

/// The course of the rhythm in a long recording.
struct RhythmTimeline: Sendable, Equatable {
  /// A stretch of one rhythm, in seconds from the recording's start.
  struct Episode: Sendable, Equatable {
    var seconds: Range<Double>
    /// nil where nothing could be judged.
    var rhythm: RhythmClass?
  }

  /// In order, without overlaps.
  var episodes: [Episode]
  /// Seconds of the whole recording.
  var duration: Double
  /// Seconds from midnight to the recording's start, where known.
  var startOfDay: Double?
  /// The share of atrial fibrillation in the time judged (0...1), if any time was.
  var burden: Double?

  /// The episodes of atrial fibrillation, longest first, no more than `limit`.
  func longestFibrillations(_ limit: Int) -> [Episode] {
    let all = episodes.filter { $0.rhythm == .atrialFibrillation }
    let sorted = all.sorted {
      let (left, right) = (length($0), length($1))
      return left == right ? $0.seconds.lowerBound < $1.seconds.lowerBound : left > right
    }
    return Array(sorted.prefix(limit))
  }

  var fibrillationCount: Int { episodes.count { $0.rhythm == .atrialFibrillation } }

  private func length(_ episode: Episode) -> Double {
    episode.seconds.upperBound - episode.seconds.lowerBound
  }
}

extension RhythmTimeline {
  init(_ course: RhythmCourse) {
    self.init(
      episodes: course.episodes.map {
        Episode(seconds: course.seconds(of: $0), rhythm: $0.rhythm)
      },
      duration: course.episodes.last.map { course.seconds(of: $0).upperBound } ?? 0,
      burden: course.burden)
  }
}
