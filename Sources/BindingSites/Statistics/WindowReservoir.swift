internal import Glibc
internal import RecurrentCore
package import SequenceIO

/// A uniform sample of the windows of a genome that hold known bases alone, taken in one pass.
///
/// Windows begin at every base. Each set of windows is as likely as any other (Li 1994, algorithm L);
/// memory is that of the sample.
package struct WindowReservoir {
  /// The windows drawn so far: codes of A, C, G, T.
  package private(set) var windows: [[UInt8]] = []
  /// Windows met so far.
  package private(set) var seen: Int64 = 0

  private let window: Int
  private let capacity: Int
  private var generator: RandomGenerator
  /// The last bases of the contig before the next piece, at most one less than a window.
  private var carried: [UInt8] = []
  /// Known bases in a row up to the last one.
  private var run = 0
  private var weight = 1.0
  /// Which window is drawn next, counted from 1.
  private var nextDrawn: Int64 = 1

  /// - Parameters:
  ///   - window: bases in a window, at least 1.
  ///   - capacity: windows to keep, at least 1.
  package init(window: Int, capacity: Int, seed: UInt64) {
    precondition(window > 0 && capacity > 0, "\(capacity) windows of \(window) bases")
    self.window = window
    self.capacity = capacity
    generator = RandomGenerator(seed: seed, stream: 0x5753_414D)
  }

  /// Takes the next piece; pieces of a contig come in order, without gaps.
  package mutating func take(_ chunk: SequenceChunk) {
    if chunk.isContigStart {
      carried = []
      run = 0
    }
    let codes = carried + chunk.codes.map { $0 & BaseCode.symbolBits }
    for place in carried.count..<codes.count {
      run = codes[place] <= BaseCode.t ? run + 1 : 0
      guard run >= window else { continue }
      seen += 1
      if seen == nextDrawn { draw(Array(codes[place + 1 - window...place])) }
    }
    carried = Array(codes.suffix(window - 1))
  }

  private mutating func draw(_ codes: [UInt8]) {
    if windows.count < capacity {
      windows.append(codes)
      if windows.count < capacity {
        nextDrawn += 1
        return
      }
    } else {
      windows[Int.random(in: 0..<capacity, using: &generator)] = codes
    }
    // `weight` is the largest of `capacity` uniform numbers that the windows kept would have got.
    weight *= exp(log(1 - generator.uniform()) / Double(capacity))
    let skipped = log(1 - generator.uniform()) / log1p(-weight)
    nextDrawn += Int64(min(max(skipped, 0), 1e15)) + 1
  }
}
