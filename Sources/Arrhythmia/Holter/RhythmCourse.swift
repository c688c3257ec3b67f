/// The course of the rhythm in a long recording.
package struct RhythmCourse: Codable, Sendable, Equatable {
  /// A stretch of one rhythm.
  package struct Episode: Codable, Sendable, Equatable {
    /// 0-based half-open, in frames of the recording.
    package var frames: Range<Int>
    /// nil where nothing could be judged.
    package var rhythm: RhythmClass?

    package init(frames: Range<Int>, rhythm: RhythmClass?) {
      self.frames = frames
      self.rhythm = rhythm
    }
  }

  /// The index of the lead that was judged.
  package let signal: Int
  /// Side by side, covering the recording.
  package let episodes: [Episode]
  /// Frames a second.
  package let frameFrequency: Double

  package init(signal: Int, episodes: [Episode], frameFrequency: Double) {
    self.signal = signal
    self.episodes = episodes
    self.frameFrequency = frameFrequency
  }

  /// Where an episode lies, in seconds from the recording's start.
  package func seconds(of episode: Episode) -> Range<Double> {
    Double(episode.frames.lowerBound) / frameFrequency..<Double(episode.frames.upperBound)
      / frameFrequency
  }

  /// Seconds that could be judged: neither noise nor without a verdict.
  package var analysableSeconds: Double {
    seconds { $0 != nil && $0 != .noise }
  }

  package var fibrillationSeconds: Double { seconds { $0 == .atrialFibrillation } }

  /// The share of atrial fibrillation in the time that could be judged; nil without such time.
  package var burden: Double? {
    analysableSeconds > 0 ? fibrillationSeconds / analysableSeconds : nil
  }

  package var fibrillations: [Episode] {
    episodes.filter { $0.rhythm == .atrialFibrillation }
  }

  /// `AF burden 12.5 %: 2 episodes, longest 120 s; 3 % of the time could not be judged`.
  package var summary: String {
    guard let burden else { return "no stretch could be judged" }
    var text = "AF burden \((burden * 1000).rounded() / 10) %"
    let lengths = fibrillations.map { Double($0.frames.count) / frameFrequency }
    if let longest = lengths.max() {
      let plural = lengths.count == 1 ? "" : "s"
      text += ": \(lengths.count) episode\(plural), longest \(Int(longest.rounded())) s"
    }
    let whole = seconds { _ in true }
    let lost = Int((100 * (whole - analysableSeconds) / whole).rounded())
    return lost > 0 ? text + "; \(lost) % of the time could not be judged" : text
  }

  private func seconds(where holds: (RhythmClass?) -> Bool) -> Double {
    let frames = episodes.reduce(0) { $0 + (holds($1.rhythm) ? $1.frames.count : 0) }
    return Double(frames) / frameFrequency
  }
}
