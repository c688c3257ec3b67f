/// Powers of ten a `Double` holds exactly.
private let exactPowersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

extension TextBuffer {
  /// Appends a number with `significantDigits` digits as C's `%.Ng` does, N in 1...9; not a number
  /// and infinities read `nan`, `inf` and `-inf`.
  ///
  /// Rounding is exact (ties to even on the binary value) for magnitudes in 1e-13...1e22; beyond,
  /// a value within 1e-6 of a tie in the last digit may round the other way.
  package mutating func append(_ value: Double, significantDigits: Int = 6) {
    precondition((1...9).contains(significantDigits), "\(significantDigits) digits, not 1...9")
    if value.sign == .minus, !value.isNaN { bytes.append(UInt8(ascii: "-")) }
    guard value.isFinite else {
      append(value.isNaN ? "nan" : "inf")
      return
    }
    guard value != 0 else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    let (digits, exponent) = decimal(of: value.magnitude, digits: significantDigits)
    if exponent < -4 || exponent >= significantDigits {
      appendFixed(digits, decimals: significantDigits - 1)
      bytes.append(UInt8(ascii: "e"))
      bytes.append(UInt8(ascii: exponent < 0 ? "-" : "+"))
      appendDigits(of: UInt64(exponent.magnitude), width: 2)
    } else {
      appendFixed(digits, decimals: significantDigits - 1 - exponent)
    }
  }

  /// Appends `digits / 10^decimals` without trailing zeros.
  private mutating func appendFixed(_ digits: UInt64, decimals: Int) {
    let divisor = UInt64(exactPowersOfTen[decimals])
    let (whole, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
    appendDigits(of: whole)
    var fraction = remainder
    guard fraction > 0 else { return }
    var width = decimals
    while true {
      let (quotient, digit) = fraction.quotientAndRemainder(dividingBy: 10)
      if digit != 0 { break }
      fraction = quotient
      width -= 1
    }
    bytes.append(UInt8(ascii: "."))
    appendDigits(of: fraction, width: width)
  }

  /// The `digits`-digit integer and the decimal exponent that stand for `value`.
  private func decimal(of value: Double, digits: Int) -> (digits: UInt64, exponent: Int) {
    let limit = UInt64(exactPowersOfTen[digits])
    // log10(2^e) rounded down is the wanted exponent or one less, never more.
    var exponent = Int((Double(value.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    while true {
      let scaled = scaledAndRounded(value, power: digits - 1 - exponent)
      if scaled < limit { return (scaled, exponent) }
      exponent += 1
    }
  }

  /// `value * 10^power`, rounded to the nearest integer, ties to even.
  private func scaledAndRounded(_ value: Double, power: Int) -> UInt64 {
    var value = value
    var power = power
    while power > 22 {
      value *= 1e22
      power -= 22
    }
    while power < -22 {
      value /= 1e22
      power += 22
    }
    let factor = exactPowersOfTen[power < 0 ? -power : power]
    let scaled = power < 0 ? value / factor : value * factor
    let whole = scaled.rounded(.down)
    let fraction = scaled - whole
    var result = UInt64(whole)
    if fraction > 0.5 {
      result += 1
    } else if fraction == 0.5 {
      // A fused step tells on which side of the tie the exact product or quotient lies.
      let excess =
        power < 0
        ? value.addingProduct(-scaled, factor) : (-scaled).addingProduct(value, factor)
      if excess > 0 || (excess == 0 && result & 1 == 1) { result += 1 }
    }
    return result
  }
}
