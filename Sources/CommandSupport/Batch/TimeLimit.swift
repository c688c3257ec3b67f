internal import ArgumentParser

/// A length of time as people and schedulers write it: `3h30m`, `90m`, `45s`, or, as Slurm has it,
/// `[days-]hours:minutes:seconds`.
package struct TimeLimit: Sendable, Equatable, ExpressibleByArgument {
  package let seconds: Double

  /// Nil for other text, and for nothing at all.
  public init?(argument: String) {
    guard let seconds = Self.units(argument) ?? Self.clock(argument), seconds > 0 else {
      return nil
    }
    self.seconds = seconds
  }

  private static let lengths: [Character: Double] = ["d": 86_400, "h": 3600, "m": 60, "s": 1]

  private static func units(_ text: String) -> Double? {
    var rest = Substring(text)
    var sum = 0.0
    var last = Double.infinity
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      guard let number = Double(digits), let unit = rest.popFirst(), let length = lengths[unit],
        length < last
      else { return nil }
      sum += number * length
      last = length
    }
    return last == .infinity ? nil : sum
  }

  private static func clock(_ text: String) -> Double? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 2, let clock = parts.last else { return nil }
    let days = parts.count == 2 ? parts.first.flatMap { UInt32($0) } : 0
    let numbers = clock.split(separator: ":", omittingEmptySubsequences: false)
      .map { UInt32($0) }
    guard let days, numbers.count == 3, let hours = numbers[0], let minutes = numbers[1],
      let seconds = numbers[2], minutes < 60, seconds < 60
    else { return nil }
    return Double(days) * 86_400 + Double(hours) * 3600 + Double(minutes) * 60 + Double(seconds)
  }
}
