internal import ResultsExport

/// Turns samples into the data of an SVG path, in whole units, with no more points than needed.
///
/// Points are left out as long as a straight line stays within `tolerance` of every one of them
/// ("swinging door", Bristol 1990), so the drawing is as exact as its line is thin.
struct TracePath {
  /// Units a sample is wide.
  let unitsPerSample: Double
  /// Units a millivolt is high.
  let unitsPerMillivolt: Double
  /// Units by which the line may pass a sample.
  let tolerance: Double
  /// Where time 0 and `baseline` millivolts lie; y grows downwards.
  let origin: (x: Int, y: Int)
  let baseline: Float
  /// Units y is kept in.
  let range: ClosedRange<Double>

  /// Appends the path data: each stretch without missing samples starts with `M`; other points are
  /// relative.
  func append(_ millivolts: [Float], to buffer: inout TextBuffer) {
    var pen = Pen()
    var index = 0
    func y(_ index: Int) -> Double {
      let value = Double(origin.y) - Double(millivolts[index] - baseline) * unitsPerMillivolt
      return min(max(value, range.lowerBound), range.upperBound)
    }
    func point(_ index: Int) -> (x: Int, y: Int) {
      (origin.x + Int((Double(index) * unitsPerSample).rounded()), Int(y(index).rounded()))
    }
    while index < millivolts.count {
      guard millivolts[index].isFinite else {
        index += 1
        continue
      }
      pen.move(to: point(index), &buffer)
      while let next = end(ofLineFrom: index, count: millivolts.count, y: y, millivolts) {
        pen.line(to: point(next), &buffer)
        index = next
      }
      index += 1
    }
  }

  /// The farthest sample that a line from `start` may go to; nil when the next one is missing.
  private func end(
    ofLineFrom start: Int, count: Int, y: (Int) -> Double, _ millivolts: [Float]
  ) -> Int? {
    var lowest = -Double.infinity
    var highest = Double.infinity
    var best: Int?
    let origin = y(start)
    var index = start + 1
    while index < count, millivolts[index].isFinite {
      let run = Double(index - start)
      let rise = y(index) - origin
      if lowest * run <= rise && rise <= highest * run { best = index }
      lowest = max(lowest, (rise - tolerance) / run)
      highest = min(highest, (rise + tolerance) / run)
      if lowest > highest { break }
      index += 1
    }
    return best
  }
}

/// Writes path commands in few bytes.
private struct Pen {
  private var x = 0
  private var y = 0
  private var isDrawing = false

  mutating func move(to point: (x: Int, y: Int), _ buffer: inout TextBuffer) {
    buffer.append("M\(point.x) \(point.y)")
    (x, y, isDrawing) = (point.x, point.y, false)
  }

  mutating func line(to point: (x: Int, y: Int), _ buffer: inout TextBuffer) {
    // After the first `l` further pairs continue it; a minus sign separates by itself.
    let (dx, dy) = (point.x - x, point.y - y)
    if !isDrawing {
      buffer.append("l")
    } else if dx >= 0 {
      buffer.append(" ")
    }
    buffer.append(dx)
    if dy >= 0 { buffer.append(" ") }
    buffer.append(dy)
    (x, y, isDrawing) = (point.x, point.y, true)
  }
}
