/// What a run cost; the last line of a run shows it.
package struct RunSummary: Sendable, Equatable {
  package var wallSeconds: Double
  /// Processor time of all threads, in seconds.
  package var processorSeconds: Double
  package var peakMemoryBytes: Int64

  package init(wallSeconds: Double, processorSeconds: Double, peakMemoryBytes: Int64) {
    self.wallSeconds = wallSeconds
    self.processorSeconds = processorSeconds
    self.peakMemoryBytes = peakMemoryBytes
  }

  /// What the process has cost since `start`.
  package init(since start: ContinuousClock.Instant) {
    self.init(
      wallSeconds: (ContinuousClock.now - start).inSeconds,
      processorSeconds: ProcessStatus.processorSeconds,
      peakMemoryBytes: ProcessStatus.peakMemoryBytes)
  }

  /// `version 0.1.0; real time 1.204 s; CPU time 2.310 s; peak memory 0.054 GB`.
  package var line: String {
    "version \(Version.current); real time \(thousandths(wallSeconds)) s; "
      + "CPU time \(thousandths(processorSeconds)) s; "
      + "peak memory \(thousandths(Double(peakMemoryBytes) * 1e-9)) GB"
  }
}

private func thousandths(_ value: Double) -> String {
  let (whole, fraction) = Int((value * 1000).rounded()).quotientAndRemainder(dividingBy: 1000)
  let digits = "\(fraction)"
  return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
}
