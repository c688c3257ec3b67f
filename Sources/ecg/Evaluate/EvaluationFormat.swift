internal import ResultsExport

/// Formats of `ecg evaluate`.
enum EvaluationFormat: String, OutputFormat {
  /// One object, or a list of them for several models.
  case json
  /// For reading.
  case text

  var extensions: [String] {
    switch self {
    case .json: ["json"]
    case .text: ["txt"]
    }
  }
}
