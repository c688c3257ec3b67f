extension Duration {
  /// Seconds as a number.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// `5 s`, `2:05`, `1:02:05`: how long something takes, for people.
  package var clockText: String {
    let total = Int(max(inSeconds, 0).rounded())
    let (minutes, seconds) = total.quotientAndRemainder(dividingBy: 60)
    if minutes == 0 { return "\(seconds) s" }
    let (hours, minutesLeft) = minutes.quotientAndRemainder(dividingBy: 60)
    if hours == 0 { return "\(minutes):\(twoDigits(seconds))" }
    return "\(hours):\(twoDigits(minutesLeft)):\(twoDigits(seconds))"
  }
}

private func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
