/// What a recording says about one of its signals.
package struct SignalDescription: Sendable, Equatable {
  /// The lead's name, e.g. `MLII`; `signal 1` (counted from 1) where the file gives none.
  package var name: String
  /// Physical units, e.g. `mV`.
  package var units: String
  /// The file gave no units, so that its format's default was taken.
  package var unitsAreAssumed = false
  /// Samples in each frame: the signal's frequency is this multiple of the frame frequency.
  package var samplesPerFrame = 1
  /// The scale of digital samples; `nil` when the file has physical values only or says that the
  /// signal is uncalibrated.
  package var scale: SignalScale?
  /// The file gave no gain, so that its format's default was taken.
  package var gainIsAssumed = false
  /// The file says that its values have no physical scale.
  package var isUncalibrated = false
  /// The digital values at which the converter saturates; `nil` where not known.
  package var digitalRails: ClosedRange<Int32>?
  /// How samples are stored, e.g. `212`.
  package var storage: String
  /// The name of the file that holds the samples, `nil` for none.
  package var fileName: String?
}
