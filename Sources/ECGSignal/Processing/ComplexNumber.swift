internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// The little complex arithmetic that filter design needs.
struct ComplexNumber {
  var real: Double
  var imaginary: Double

  init(_ real: Double, _ imaginary: Double = 0) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The number on the unit circle at `angle` radians.
  init(angle: Double) { self.init(cos(angle), sin(angle)) }

  var magnitude: Double { hypot(real, imaginary) }

  /// The square root with a real part that is not negative.
  var squareRoot: ComplexNumber {
    let length = magnitude
    let root = ((length + abs(real)) / 2).squareRoot()
    guard root > 0 else { return ComplexNumber(0) }
    let other = imaginary / (2 * root)
    if real >= 0 { return ComplexNumber(root, other) }
    return ComplexNumber(abs(other), imaginary < 0 ? -root : root)
  }

  static func + (a: Self, b: Self) -> Self {
    Self(a.real + b.real, a.imaginary + b.imaginary)
  }
  static func - (a: Self, b: Self) -> Self {
    Self(a.real - b.real, a.imaginary - b.imaginary)
  }
  static func * (a: Self, b: Self) -> Self {
    Self(
      a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
  static func / (a: Self, b: Self) -> Self {
    let square = b.real * b.real + b.imaginary * b.imaginary
    return Self(
      (a.real * b.real + a.imaginary * b.imaginary) / square,
      (a.imaginary * b.real - a.real * b.imaginary) / square)
  }
}
