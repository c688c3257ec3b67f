/// What a run counts, and how such numbers are shown.
package enum Quantity: Sendable {
  case bases
  case reads
  case records
  case windows
  case bytes
  case epochs
  case batches

  private var name: String {
    switch self {
    case .bases: "b"
    case .reads: "reads"
    case .records: "records"
    case .windows: "windows"
    case .bytes: "B"
    case .epochs: "epochs"
    case .batches: "batches"
    }
  }

  /// A number with a decimal prefix and the unit: `31.2 Mb`, `450 k reads`, `12 records`.
  package func text(_ value: Double) -> String {
    let isShort = name.count == 1
    for (limit, prefix) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= limit {
      let number = Self.decimal(value / limit)
      return isShort ? "\(number) \(prefix)\(name)" : "\(number) \(prefix) \(name)"
    }
    let isWhole = value >= 10 || value == value.rounded()
    return "\(isWhole ? "\(Int(value.rounded()))" : Self.decimal(value)) \(name)"
  }

  /// One decimal below 100, none above.
  private static func decimal(_ value: Double) -> String {
    if value >= 99.95 { return "\(Int(value.rounded()))" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
