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
