/// A recording as a network reads it, and what it is.
package struct LabelledRecording: Sendable, Equatable {
  package let name: String
  package let rhythm: RhythmClass
  /// Conditioned.
  package var signal: [Float]

  package init(name: String, rhythm: RhythmClass, signal: [Float]) {
    self.name = name
    self.rhythm = rhythm
    self.signal = signal
  }
}
