/// How digital samples become physical values: `(digital - baseline) / gain`.
package struct SignalScale: Sendable, Equatable {
  /// Digital units per physical unit; never 0, negative when the lead is inverted.
  package var gain: Double
  /// The digital value of physical 0.
  package var baseline: Double

  package init(gain: Double, baseline: Double) {
    precondition(gain != 0 && gain.isFinite, "gain \(gain) is no scale")
    self.gain = gain
    self.baseline = baseline
  }

  /// The physical value of a digital sample.
  package func physical(_ digital: Int32) -> Double {
    (Double(digital) - baseline) / gain
  }
}
