internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport

/// All outputs of a classification, side by side.
struct VerdictOutputs {
  private var writers: [VerdictWriter] = []

  /// Throws `outputExists` unless `replaceExisting`, `cannotCreate`; discard what was opened then.
  ///
  /// - Parameter besideOthers: whether the run has other results than these.
  mutating func open(
    _ plan: OutputPlan<VerdictFormat>, besideOthers: Bool, replaceExisting: Bool
  ) throws {
    try OutputFile.$areSeveral.withValue(besideOthers || plan.outputs.count > 1) {
      for output in plan.outputs {
        writers.append(
          try VerdictWriter(
            path: output.path, format: output.format, replaceExisting: replaceExisting))
      }
    }
  }

  func write(_ verdict: RhythmVerdict) throws {
    for writer in writers { try writer.write(verdict) }
  }

  /// Writes all there is to write; files have temporary names still.
  func complete() throws {
    for writer in writers { try writer.complete() }
  }

  /// Gives complete files their names.
  func publish() throws {
    for writer in writers { try writer.publish() }
  }

  func discard() {
    for writer in writers { writer.discard() }
  }
}
