/// A number with a fixed count of decimals, as C's `%.Nf` for N in 0...3.
func decimal(_ value: Double, places: Int) -> String {
  let scale = [1.0, 10, 100, 1000][places]
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  let scaled = Int((value * scale).rounded(.toNearestOrEven))
  let digits = "\(abs(scaled))"
  let sign = scaled < 0 ? "-" : ""
  guard places > 0 else { return sign + digits }
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
}

/// A probability or share for reading: `0.93`; never rounded up to certainty.
func chance(_ value: Double) -> String {
  if value > 0.995, value < 1 { return ">0.99" }
  if value < 0.005, value > 0 { return "<0.01" }
  return decimal(value, places: 2)
}

/// Seconds as a clock shows them: `0:07:30`; a day has 24 h and more go on.
func clock(_ seconds: Double) -> String {
  guard seconds.isFinite, abs(seconds) < 1e12 else { return "\(seconds)" }
  let whole = Int(seconds.rounded())
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
}
