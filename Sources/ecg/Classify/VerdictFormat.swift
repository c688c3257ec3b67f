internal import ResultsExport

/// Formats of `ecg classify`.
enum VerdictFormat: String, OutputFormat {
  case csv
  case tsv
  case jsonLines = "jsonl"
  /// `answers.txt` of the PhysioNet/CinC Challenge 2017: a record and its label a line. The challenge
  /// knows no record without a label: those get `~`.
  case answers

  var extensions: [String] {
    switch self {
    case .csv, .tsv, .jsonLines: table?.extensions ?? []
    case .answers: ["txt"]
    }
  }

  /// Throws `nameUnfitForAnswers` for a name that `answers`, which knows no quotes, cannot hold.
  func check(name: String) throws(EcgError) {
    let isUnfit = name.unicodeScalars.contains {
      $0 == "," || $0.properties.generalCategory == .control
        || $0.properties.generalCategory == .lineSeparator
        || $0.properties.generalCategory == .paragraphSeparator
    }
    if self == .answers, isUnfit { throw .nameUnfitForAnswers(record: name) }
  }

  /// The table format, nil for `answers`.
  var table: TableFormat? {
    switch self {
    case .csv: .csv
    case .tsv: .tsv
    case .jsonLines: .jsonLines
    case .answers: nil
    }
  }
}
