internal import Arrhythmia
internal import CommandSupport

/// All outputs of a classification, side by side.
struct VerdictOutputs {
  private var writers: [VerdictWriter] = []

  /// Throws `outputExists` unless `replaceExisting`, `cannotCreate`; discard what was opened then.
  mutating func open(_ plan: OutputPlan<VerdictFormat>, replaceExisting: Bool) throws {
    for output in plan.outputs {
      writers.append(
        try VerdictWriter(
          path: output.path, format: output.format, replaceExisting: replaceExisting))
    }
  }

  func write(_ verdict: RhythmVerdict) throws {
    for writer in writers { try writer.write(verdict) }
  }

  func commit() throws {
    for writer in writers { try writer.commit() }
  }

  func discard() {
    for writer in writers { writer.discard() }
  }
}
