internal import Arrhythmia
internal import RecurrentCore
internal import UserFacing

extension RhythmEvaluationReport {
  /// The figures, a line each, and the confusion matrix.
  func text() -> String {
    let labels = RhythmClass.allCases.map(\.label)
    let counts = labels.map { "\(evaluation.counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
    let f1 = labels.map { label in
      "\(label) \((evaluation.f1[label] ?? nil).map(fixed) ?? "-")"
    }.joined(separator: "  ")
    var lines = [
      row("model", model.escapingControlCharacters),
      row("records", "\(evaluation.recordings) (\(counts))"),
      row("without verdict", "\(abstained) abstained, \(failed) failed; counted as ~"),
      row("accuracy", figure(evaluation.accuracy, evaluation.accuracyInterval)),
      row("mean F1, N A O", figure(evaluation.meanF1, evaluation.meanF1Interval)),
      row("mean F1, all", figure(evaluation.meanF1OfFour, evaluation.meanF1OfFourInterval)),
      row("F1", f1),
      row("log loss", fixed(evaluation.logLoss)),
      row("calibration", "expected error \(fixed(evaluation.expectedCalibrationError))"),
    ]
    if missing > 0 { lines.append(row("missing", "\(missing) of the reference have no record")) }
    if let comparison {
      let than = "over \(comparison.than.escapingControlCharacters)"
      lines += [
        row(
          "accuracy", figure(comparison.accuracyGain, comparison.accuracyGainInterval) + " \(than)"),
        row(
          "mean F1, N A O",
          figure(comparison.meanF1Gain, comparison.meanF1GainInterval) + " \(than)"),
      ]
    }
    return (lines + matrix(labels)).joined(separator: "\n") + "\n"
  }

  /// Rows are what the records are, columns what they were said to be.
  private func matrix(_ labels: [String]) -> [String] {
    let heading = row("truth", labels.map { padded($0, 7) }.joined() + "  said to be")
    return [heading]
      + zip(labels, evaluation.confusion.counts).map { label, counts in
        row("  " + label, counts.map { padded("\($0)", 7) }.joined())
      }
  }

  private func figure(_ value: Double, _ interval: BootstrapInterval?) -> String {
    guard let interval else { return fixed(value) }
    return "\(fixed(value)) (95 % interval \(fixed(interval.lower)) to \(fixed(interval.upper)))"
  }

  private func row(_ name: String, _ text: String) -> String {
    name + String(repeating: " ", count: max(1, 17 - name.count)) + text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Four decimals.
  private func fixed(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e9 else { return "\(value)" }
    let scaled = Int((abs(value) * 10_000).rounded())
    let digits = "\(scaled % 10_000)"
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + "\(scaled / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
