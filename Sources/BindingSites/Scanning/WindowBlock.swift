internal import SequenceIO

/// Windows to be scored as one unit of work, over a stretch of one or more sequences.
package struct WindowBlock: Sendable {
  /// Base codes of all segments, one after the other.
  package fileprivate(set) var codes: [UInt8] = []
  /// Offsets in `codes` where windows start, segment by segment, ascending.
  package fileprivate(set) var windowOffsets: [Int] = []
  package fileprivate(set) var segments: [Segment] = []

  /// A stretch of one sequence.
  package struct Segment: Sendable {
    /// The sequence's ordinal in the order of reading.
    package let sequenceIndex: Int
    /// 0-based position in the sequence of the segment's first base.
    package let start: Int64
    /// Where its bases begin in `codes`.
    package let codeOffset: Int
    /// Which of `windowOffsets` are its windows.
    package fileprivate(set) var windows: Range<Int>
    /// Of the bases up to the start of its last window, or to the sequence's end, those that are not A, C, G
    /// or T and that no segment before it counts.
    package fileprivate(set) var ambiguousBases: Int
    /// Whether the sequence ends with this segment.
    package fileprivate(set) var endsSequence: Bool
    /// The length of a sequence shorter than a window, which was padded on both sides.
    package fileprivate(set) var paddedLength: Int64?

    /// 0-based position in the sequence of the base at an offset in `codes`; negative in padding.
    package func position(ofOffset offset: Int) -> Int64 { start + Int64(offset - codeOffset) }

    /// The bases of the sequence that a window at an offset covers: 0-based half-open.
    package func interval(ofOffset offset: Int, window: Int) -> Range<Int64> {
      if let paddedLength { return 0..<paddedLength }
      let start = position(ofOffset: offset)
      return start..<start + Int64(window)
    }
  }
}

/// Cuts streamed sequences into blocks of windows: every `stride` bases from the sequence's start.
///
/// The grid depends on the sequence alone, never on how it was chunked. If the last window of the grid
/// leaves bases at the end uncovered, one more window is anchored at the sequence's end (unless the
/// stride exceeds the window: then gaps are what was asked for). A sequence shorter than a window gets
/// one window, with N on both sides of it. Memory is bounded by one block and one chunk.
package struct WindowBlockAssembler: Sendable {
  private let window: Int
  private let stride: Int
  private let windowsPerBlock: Int

  private var block = WindowBlock()
  private var sequenceIndex = -1
  /// Bases of the current sequence not yet left behind, from `pendingStart` on.
  private var pending: [UInt8] = []
  private var pendingStart: Int64 = 0
  private var nextWindow: Int64 = 0
  /// The last window made, on the grid.
  private var lastWindow: Int64?
  /// Up to where ambiguous bases were counted, and how many of them no segment holds yet.
  private var counted: (end: Int64, bases: Int) = (0, 0)
  /// Where the part of the sequence ends whose bases are counted.
  private var countedEnd: Int64 = .max

  package init(window: Int, stride: Int, windowsPerBlock: Int = 1024) {
    precondition(window > 0 && stride > 0 && windowsPerBlock > 0, "\(window), \(stride)")
    self.window = window
    self.stride = stride
    self.windowsPerBlock = windowsPerBlock
  }

  /// Begins a sequence; `start` is the 0-based position of its first base that will come.
  ///
  /// The grid holds position `anchor`, at most `start`: the first window is the first grid point from
  /// `start` on.
  ///
  /// - Parameter countedEnd: where the part of the sequence ends whose ambiguous bases are counted.
  package mutating func beginSequence(
    index: Int, start: Int64 = 0, anchor: Int64 = 0, countedEnd: Int64 = .max
  ) {
    precondition(0 <= anchor && anchor <= start, "anchor \(anchor), start \(start)")
    sequenceIndex = index
    pending.removeAll(keepingCapacity: true)
    pendingStart = start
    let step = Int64(stride)
    nextWindow = anchor + (start - anchor + step - 1) / step * step
    lastWindow = nil
    counted = (start, 0)
    self.countedEnd = countedEnd
  }

  /// Takes the next bases; hands over every block that became full.
  package mutating func append(_ codes: [UInt8]) -> [WindowBlock] {
    var full: [WindowBlock] = []
    pending.append(contentsOf: codes)
    let end = pendingStart + Int64(pending.count)
    while nextWindow + Int64(window) <= end {
      let room = windowsPerBlock - block.windowOffsets.count
      let available = Int((end - Int64(window) - nextWindow) / Int64(stride)) + 1
      add(windows: min(room, available))
      if block.windowOffsets.count >= windowsPerBlock { full.append(takeBlock()) }
    }
    dropPassedBases()
    return full
  }

  /// Ends the sequence, or the part of it that is scanned.
  ///
  /// - Parameter isWholeEnd: whether the sequence itself ends here. Only then is its end covered by an
  ///   extra window, so that scanning a part gives exactly the windows that scanning the whole gives.
  package mutating func endSequence(isWholeEnd: Bool = true) -> [WindowBlock] {
    let end = pendingStart + Int64(pending.count)
    let anchored = end - Int64(window)
    if isWholeEnd, pendingStart == 0, 1..<window ~= pending.count {
      addPadded()
    } else if isWholeEnd, stride <= window, anchored >= pendingStart,
      lastWindow.map({ $0 < anchored }) ?? true
    {
      nextWindow = anchored
      add(windows: 1)
    }
    markEnd(at: end)
    pending.removeAll(keepingCapacity: true)
    return block.windowOffsets.count >= windowsPerBlock || block.segments.count >= windowsPerBlock
      ? [takeBlock()] : []
  }

  /// The last, partly filled block.
  package mutating func finish() -> WindowBlock? {
    block.segments.isEmpty ? nil : takeBlock()
  }

  private mutating func add(windows count: Int) {
    let from = Int(nextWindow - pendingStart)
    let span = (count - 1) * stride + window
    let codeOffset = block.codes.count
    block.codes.append(contentsOf: pending[from..<from + span])
    let firstWindow = block.windowOffsets.count
    for index in 0..<count { block.windowOffsets.append(codeOffset + index * stride) }
    block.segments.append(
      .init(
        sequenceIndex: sequenceIndex, start: nextWindow, codeOffset: codeOffset,
        windows: firstWindow..<firstWindow + count,
        ambiguousBases: takeAmbiguous(upTo: nextWindow + Int64((count - 1) * stride) + 1),
        endsSequence: false))
    lastWindow = nextWindow + Int64((count - 1) * stride)
    nextWindow += Int64(count * stride)
  }

  private mutating func addPadded() {
    let left = SequencePadding.before(pending, window: window)
    let codeOffset = block.codes.count
    block.codes += SequencePadding.padded(pending, window: window)
    let firstWindow = block.windowOffsets.count
    block.windowOffsets.append(codeOffset)
    block.segments.append(
      .init(
        sequenceIndex: sequenceIndex, start: Int64(-left), codeOffset: codeOffset,
        windows: firstWindow..<firstWindow + 1, ambiguousBases: 0, endsSequence: false,
        paddedLength: Int64(pending.count)))
  }

  /// Counts ambiguous bases up to a place, as far as they count here, and gives those of no segment yet.
  private mutating func takeAmbiguous(upTo end: Int64) -> Int {
    countAmbiguous(upTo: end)
    defer { counted.bases = 0 }
    return counted.bases
  }

  private mutating func countAmbiguous(upTo end: Int64) {
    let end = min(end, countedEnd)
    guard end > counted.end else { return }
    counted.bases += BaseCode.ambiguousCount(
      pending[Int(counted.end - pendingStart)..<Int(end - pendingStart)])
    counted.end = end
  }

  private mutating func markEnd(at end: Int64) {
    let ambiguous = takeAmbiguous(upTo: end)
    if let last = block.segments.indices.last,
      block.segments[last].sequenceIndex == sequenceIndex
    {
      block.segments[last].endsSequence = true
      block.segments[last].ambiguousBases += ambiguous
      return
    }
    let windows = block.windowOffsets.count
    block.segments.append(
      .init(
        sequenceIndex: sequenceIndex, start: end, codeOffset: block.codes.count,
        windows: windows..<windows, ambiguousBases: ambiguous, endsSequence: true))
  }

  /// Forgets bases that no later window can need: the one anchored at the end reaches back furthest.
  private mutating func dropPassedBases() {
    let end = pendingStart + Int64(pending.count)
    let needed = min(nextWindow, end - Int64(window))
    let passed = Int(min(max(0, needed - pendingStart), Int64(pending.count)))
    guard passed > 0 else { return }
    countAmbiguous(upTo: pendingStart + Int64(passed))
    pending.removeFirst(passed)
    pendingStart += Int64(passed)
  }

  private mutating func takeBlock() -> WindowBlock {
    defer { block = WindowBlock() }
    return block
  }
}
