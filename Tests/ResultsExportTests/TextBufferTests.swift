import Foundation
import ResultsExport
import Testing

@Suite struct TextBufferTests {
  private func text(_ value: Double, _ digits: Int = 6) -> String {
    var buffer = TextBuffer()
    buffer.append(value, significantDigits: digits)
    return buffer.string
  }

  private func reference(_ value: Double, _ digits: Int = 6) -> String {
    String(format: "%.\(digits)g", value)
  }

  @Test(arguments: [
    0, 1, -1, 0.5, 0.1, 0.25, 100, 123_456, 999_999, 1_000_000, 1_234_567, 999_999.5, 9_999_995,
    0.0001, 0.000_099_999_95, 0.000_1234, 1e-5, 0.999_999_5, 0.999_999_49, 9.999_994, 9.999_995,
    1e22, 1e23, 1e100, 1e-100, 1e300, 1e-300, 1_000_005, 1_000_015, 100_000.5, 100_001.5, 2.5,
    .pi, -.pi, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .leastNormalMagnitude, 1e15,
    123_456_789_012_345_680, 0.1 + 0.2, 1.0 / 3, 2.0 / 3,
  ])
  func numbersReadAsInC(_ value: Double) {
    #expect(text(value) == reference(value))
    #expect(text(-value) == reference(-value))
  }

  @Test func randomNumbersReadAsInC() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let value = Double.random(in: -10...10, using: &generator)
      let scaled = value * pow(10, Double.random(in: -14...20, using: &generator).rounded())
      let digits = Int.random(in: 1...9, using: &generator)
      for candidate in [value, scaled, Double(Float(value)), scaled.rounded()] {
        #expect(text(candidate, digits) == reference(candidate, digits), "\(candidate)")
      }
    }
  }

  @Test func decimalTiesGoToTheEvenDigitOfTheBinaryValue() {
    for whole in 100_000..<102_000 {
      let tie = Double(whole) + 0.5
      #expect(text(tie) == reference(tie))
      #expect(text(tie / 1024) == reference(tie / 1024))
      let decimal = tie / 1e8
      #expect(text(decimal) == reference(decimal), "\(decimal)")
      #expect(text(tie * 1e9) == reference(tie * 1e9))
    }
  }

  @Test func everyBinaryMagnitudeIsWithinOneUnitOfTheLastDigit() throws {
    for exponent in -1074...1023 {
      let value = scalbn(1.2345, exponent)
      let read = try #require(Double(text(value)))
      #expect(abs(read - value) <= max(value * 5.1e-6, .leastNonzeroMagnitude))
    }
  }

  @Test func numbersWithoutAValueHaveNames() {
    #expect(text(.nan) == "nan")
    #expect(text(.infinity) == "inf")
    #expect(text(-.infinity) == "-inf")
    #expect(text(-0.0) == "-0")
  }

  @Test(arguments: [0, 7, 10, -1, 1_000_000, Int.max, Int.min])
  func integersReadAsTheyPrint(_ value: Int) {
    var buffer = TextBuffer()
    buffer.append(value)
    #expect(buffer.string == "\(value)")
  }
}
