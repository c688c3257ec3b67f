/// One value of a row.
package enum TableCell: Sendable, Equatable {
  case text(String)
  case integer(Int64)
  /// Six significant digits; what is not a number is written as missing.
  case number(Double)
  /// An empty field in CSV, `NA` in TSV, `null` in JSON.
  case missing

  /// A number, or `missing` for nil.
  package static func optional(_ value: Double?) -> Self {
    value.map(number) ?? .missing
  }
}
