/// Tells columns of time or of counts from leads in a table of numbers.
enum TimeColumn {
  /// Words that a heading of such a column begins with, and its units.
  private static let units = [
    "time": "s", "t": "s", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "elapsed": "s", "ms": "ms", "sample": "samples", "samples": "samples", "index": "samples",
  ]

  /// The units of a column under a heading that says it is one: `time`, `t [ms]`, `Sample`; else nil.
  static func units(heading: String) -> String? {
    let words = heading.lowercased().split { !$0.isLetter }.map(String.init)
    guard let first = words.first, let units = units[first] else { return nil }
    return words.dropFirst().contains("ms") ? "ms" : units
  }

  /// Whether values rise at a constant step but for rounding, which no lead does.
  static func rises(_ values: [Double]) -> Bool {
    guard values.count >= 3, let first = values.first, let last = values.last else { return false }
    let step = (last - first) / Double(values.count - 1)
    guard step > 0 else { return false }
    var before = -Double.infinity
    for (index, value) in values.enumerated() {
      guard value > before, abs(value - first - Double(index) * step) <= 0.5 * step else {
        return false
      }
      before = value
    }
    return true
  }
}
