/// Memory of one worker for the lane kernels, aligned to cache lines and zero at first.
@safe
final class LaneBuffer {
  let count: Int
  let base: UnsafeMutablePointer<Float>

  init(count: Int) {
    self.count = count
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = memory.initializeMemory(as: Float.self, repeating: 0, count: max(1, count))
  }

  deinit { unsafe UnsafeMutableRawPointer(base).deallocate() }

  func checkFits(_ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "elements \(range) of a buffer of \(count)")
  }

  func clear(_ range: Range<Int>) {
    checkFits(range)
    unsafe (base + range.lowerBound).update(repeating: 0, count: range.count)
  }
}

/// Letters or tokens of one tile of sequences, `(steps, lanes)`, aligned like the values.
@safe
final class LaneCodes {
  /// Steps there is room for.
  let steps: Int
  let base: UnsafeMutablePointer<Int32>

  init(steps: Int, lanes: Int) {
    self.steps = steps
    let count = steps * lanes
    let bytes = max(1, count) * MemoryLayout<Int32>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = memory.initializeMemory(as: Int32.self, repeating: 0, count: max(1, count))
  }

  deinit { unsafe UnsafeMutableRawPointer(base).deallocate() }
}

/// Where a lane array `(steps, features, lanes)` lies in a buffer.
struct LaneArray {
  let buffer: LaneBuffer
  let offset: Int
  let steps: Int
  let features: Int

  /// Some features of an array of one step.
  func features(_ first: Int, _ count: Int, lanes: Int) -> LaneArray {
    precondition(
      steps == 1 && first >= 0 && first + count <= features,
      "features \(first)..<\(first + count) of (\(steps), \(features))")
    return LaneArray(buffer: buffer, offset: offset + first * lanes, steps: 1, features: count)
  }

  func checkFits(lanes: Int) {
    buffer.checkFits(offset..<offset + steps * features * lanes)
  }
}

/// Where the states of one direction go.
struct LaneStates {
  let array: LaneArray
  let firstFeature: Int
  /// Whether `array` has one step, for the states after the last step.
  let isLastOnly: Bool
}

/// Working memory of recurrent layers.
struct LaneMemory {
  let states: LaneBuffer
  let scratch: LaneBuffer
}
