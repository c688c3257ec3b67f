package import ECGSignal

extension RhythmCourse {
  /// The course as annotations of the WFDB library, in frames.
  ///
  /// Rhythm marks are `(AFIB`, `(N` for normal and other rhythm alike (no mark exists for rhythms that
  /// were told from both and not named), and `(NOISE` where nothing could be judged, as in the MIT-BIH
  /// Malignant Ventricular Ectopy Database. Comments tell `normal rhythm` from `other rhythm`; marks of
  /// signal quality stand where noise begins (subtype -1) and ends (0).
  ///
  /// A comment on the start stands a frame later: readers take comments at frame 0 for descriptions of the
  /// file, and wfdb-python drops them.
  package func annotations() -> [Annotation] {
    let channel = UInt8(clamping: signal)
    var annotations: [Annotation] = []
    var lastMark: String?
    var wasNoise = false
    for episode in episodes {
      let time = episode.frames.lowerBound
      let mark = Self.mark(episode.rhythm)
      let isNoise = mark == Self.noiseMark
      if isNoise != wasNoise {
        annotations.append(
          Annotation(
            time: time, code: .signalQualityChange, subtype: isNoise ? -1 : 0, channel: channel))
      }
      if mark != lastMark {
        annotations.append(
          Annotation(time: time, code: .rhythmChange, channel: channel, text: mark))
      }
      if let rhythm = episode.rhythm, rhythm == .normal || rhythm == .other {
        annotations.append(
          Annotation(time: max(time, 1), code: .comment, channel: channel, text: rhythm.name))
      }
      lastMark = mark
      wasNoise = isNoise
    }
    return annotations
  }

  private static let noiseMark = "(NOISE"

  private static func mark(_ rhythm: RhythmClass?) -> String {
    switch rhythm {
    case .atrialFibrillation: "(AFIB"
    case .normal, .other: "(N"
    case .noise, nil: noiseMark
    }
  }
}
