import Foundation
import Testing

@testable import ResultsExport
@testable import ecg

@Suite struct TracePathTests {
  private func path(
    _ millivolts: [Float], tolerance: Double = 2, unitsPerSample: Double = 10.0 / 3
  ) -> String {
    var buffer = TextBuffer()
    TracePath(
      unitsPerSample: unitsPerSample, unitsPerMillivolt: 400, tolerance: tolerance,
      origin: (400, 1000), baseline: 0, range: 0...2000
    ).append(millivolts, to: &buffer)
    return buffer.string
  }

  /// The corners of a path without gaps.
  private func corners(_ path: String) -> [(x: Double, y: Double)] {
    let spaced = path.dropFirst().replacing("l", with: " ").replacing("-", with: " -")
    let numbers = spaced.split(separator: " ").compactMap { Double($0) }
    var corners: [(x: Double, y: Double)] = []
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let last = corners.last ?? (0, 0)
      corners.append((last.x + numbers[index], last.y + numbers[index + 1]))
    }
    return corners
  }

  @Test func theLinePassesEverySampleWithinTheTolerance() throws {
    let signal = (0..<3000).map { index -> Float in
      let time = Double(index) / 300
      let phase = time.truncatingRemainder(dividingBy: 0.8) - 0.4
      return Float(exp(-phase * phase / 0.0004) + 0.2 * sin(5 * time) + 0.01 * sin(317 * time))
    }
    let text = path(signal)
    let corners = corners(text)
    #expect(corners.count < signal.count / 2)
    var segment = 0
    var worst = 0.0
    for (index, value) in signal.enumerated() {
      let x = 400 + Double(index) * 10 / 3
      while segment + 2 < corners.count, corners[segment + 1].x < x { segment += 1 }
      let (left, right) = (corners[segment], corners[segment + 1])
      let y = left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
      worst = max(worst, abs(y - (1000 - Double(value) * 400)))
    }
    // The tolerance, and half a unit of rounding each way: along x that counts by the slope, which
    // is below 23 units a unit here.
    #expect(worst < 2 + 0.5 + 23 * 0.5, "\(worst)")
    let flat = path(signal.map { $0 / 100 })
    #expect(flat.utf8.count < text.utf8.count)
  }

  @Test func withoutToleranceEverySampleOfACurveIsACorner() {
    let signal = (0..<100).map { Float($0 * $0) / 4000 }
    #expect(corners(path(signal, tolerance: 0, unitsPerSample: 4)).count == 100)
  }

  @Test func aStraightLineHasTwoCorners() {
    #expect(path(Array(repeating: 0.5, count: 301)) == "M400 800l1000 0")
  }

  @Test func missingSamplesBreakTheLine() {
    #expect(
      path([0, 0, .nan, .infinity, 0.01, 0.01], unitsPerSample: 4) == "M400 1000l4 0M416 996l4 0")
    #expect(path([.nan, 0, .nan], unitsPerSample: 4) == "M404 1000")
    #expect(path([]).isEmpty)
  }

  @Test func theLineStaysOnThePaper() {
    #expect(path([0, 100, -100], unitsPerSample: 4) == "M400 1000l4-1000 4 2000")
  }
}
