internal import Arrhythmia
internal import ResultsExport
internal import UserFacing

/// Writes verdicts to one output; call `complete` and `publish` at the end, or it never appears.
struct VerdictWriter {
  private enum Form {
    case table(TableWriter, hasDetails: Bool)
    case answers(OutputFile)
  }

  private let form: Form

  static let columns = [
    "record", "label", "probability", "p_normal", "p_af", "p_other", "p_noise", "duration_s",
    "sampling_frequency_hz", "status", "message",
  ]

  /// What JSON Lines say besides: the lead's name and, of a recording judged in windows, the share of
  /// atrial fibrillation in the time that could be judged and the number of its episodes.
  static let detailColumns = ["lead", "af_burden", "af_episodes"]

  init(path: String, format: VerdictFormat, replaceExisting: Bool) throws {
    if let table = format.table {
      let hasDetails = table == .jsonLines
      form = .table(
        try TableWriter(
          path: path, format: table,
          columns: Self.columns + (hasDetails ? Self.detailColumns : []),
          replaceExisting: replaceExisting),
        hasDetails: hasDetails)
    } else {
      form = .answers(try OutputFile(path: path, replaceExisting: replaceExisting))
    }
  }

  func write(_ verdict: RhythmVerdict) throws {
    switch form {
    case .table(let writer, let hasDetails):
      try writer.write(Self.cells(verdict) + (hasDetails ? Self.detailCells(verdict) : []))
    case .answers(let file):
      try VerdictFormat.answers.check(name: verdict.record)
      let rhythm = verdict.answer?.rhythm ?? .noise
      file.buffer.append("\(verdict.record),\(rhythm.label)\n")
      try file.endRecord()
    }
  }

  func complete() throws {
    switch form {
    case .table(let writer, _): try writer.complete()
    case .answers(let file): try file.complete()
    }
  }

  func publish() throws {
    switch form {
    case .table(let writer, _): try writer.publish()
    case .answers(let file): try file.publish()
    }
  }

  func discard() {
    switch form {
    case .table(let writer, _): writer.discard()
    case .answers(let file): file.discard()
    }
  }

  /// A cell for each of `columns`.
  static func cells(_ verdict: RhythmVerdict) -> [TableCell] {
    let answer = verdict.answer
    let probabilities: [TableCell] =
      answer.map { $0.probabilities.map { .number($0) } }
      ?? RhythmClass.allCases.map { _ in .missing }
    return [.text(verdict.record), answer.map { .text($0.rhythm.label) } ?? .missing]
      + [.optional(answer?.probability)] + probabilities
      + [
        .optional(verdict.duration), .optional(verdict.samplingFrequency),
        .text(verdict.status), .text(verdict.message),
      ]
  }

  /// A cell for each of `detailColumns`.
  private static func detailCells(_ verdict: RhythmVerdict) -> [TableCell] {
    [
      verdict.lead.map { .text($0) } ?? .missing, .optional(verdict.course?.burden),
      verdict.course.map { .integer(Int64($0.fibrillations.count)) } ?? .missing,
    ]
  }
}

extension RhythmVerdict {
  /// `ok`, `abstained` or `failed`.
  var status: String {
    switch outcome {
    case .rhythm: "ok"
    case .abstained: "abstained"
    case .failed: "failed"
    }
  }

  /// The reason, the remarks and the warning; empty when there is nothing to say.
  var message: String {
    let more = remarks + [warning].compactMap { $0 }
    return switch outcome {
    case .rhythm: more.joined(separator: "; ")
    case .abstained(let reason): ([reason.message] + more).joined(separator: "; ")
    case .failed(let diagnosis): diagnosis.line
    }
  }
}
