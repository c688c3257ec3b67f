/// Formats of tables whose columns the caller names.
package enum TableFormat: String, OutputFormat {
  /// RFC 4180 with `\n` line ends; the first line holds the column names.
  case csv
  /// Tab separated; the first line is `#` and the column names.
  case tsv
  /// One JSON object a line.
  case jsonLines = "jsonl"

  package var extensions: [String] {
    switch self {
    case .csv: ["csv"]
    case .tsv: ["tsv"]
    case .jsonLines: ["jsonl", "ndjson"]
    }
  }
}
