internal import Arrhythmia
internal import CommandSupport
internal import ResultsExport
internal import UserFacing

/// Tells of records without a verdict as they come, and counts the verdicts.
struct ClassificationTally {
  private let context: CommandContext
  private(set) var failures = 0
  private var abstentions: [String: Int] = [:]
  private var rhythms: [RhythmClass: Int] = [:]

  init(_ context: CommandContext) { self.context = context }

  mutating func add(_ verdict: RhythmVerdict) {
    var item = Manifest.Item(
      name: verdict.record, read: Int64(verdict.sampleCount),
      ambiguous: Int64(verdict.missingCount))
    switch verdict.outcome {
    case .rhythm(let answer):
      rhythms[answer.rhythm, default: 0] += 1
      item.scored = item.read
      item.reported = 1
    case .abstained(let reason):
      abstentions[reason.reason, default: 0] += 1
      item.skipped[reason.reason] = 1
      context.diagnostics.note("no verdict on \(verdict.record.quoted): \(reason.message)")
    case .failed(let diagnosis):
      item.skipped["failed"] = 1
      add(EcgError.unreadableRecord(diagnosis), input: verdict.path)
    }
    if let warning = verdict.warning {
      context.diagnostics.warning("\(verdict.record.quoted): \(warning)")
    }
    let counted = verdict.answer?.rhythm.label ?? verdict.status
    context.record { manifest in
      manifest.unit = "samples"
      manifest.items.append(item)
      manifest.count("records", 1)
      manifest.count(counted, 1)
      if verdict.warning != nil { manifest.count("warnings", 1) }
    }
  }

  /// Tells of an input that failed.
  mutating func add(_ error: any UserFacingError, input: String) {
    failures += 1
    context.diagnostics.error(error)
    context.record { $0.failures.append(.init(input: input, message: error.diagnosis.line)) }
  }

  /// `8528 records: 5076 N, 758 A, 2415 O, 279 ~; 2 abstained (1 flat, 1 too_short); 1 failed`.
  var summary: String {
    let judged = rhythms.values.reduce(0, +)
    let abstained = abstentions.values.reduce(0, +)
    let total = judged + abstained + failures
    let labels = RhythmClass.allCases.map { "\(rhythms[$0] ?? 0) \($0.label)" }
    var parts = ["\(total) record\(total == 1 ? "" : "s"): " + labels.joined(separator: ", ")]
    if abstained > 0 {
      let reasons = abstentions.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      parts.append("\(abstained) abstained (\(reasons.joined(separator: ", ")))")
    }
    if failures > 0 { parts.append("\(failures) failed") }
    return parts.joined(separator: "; ")
  }
}
