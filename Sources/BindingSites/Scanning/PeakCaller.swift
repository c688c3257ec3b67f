/// Merges windows that pass a threshold into peaks, in the order they come.
///
/// Windows of one contig come with ascending starts. Windows whose intervals overlap, touch or are
/// at most `maximumGap` bases apart become one peak from the first's start to the last's end; its
/// summit is the centre of the window of highest score, the first of equals. A window passes by its own
/// p-value, of its own G+C share; the peak's is that of its summit.
package struct PeakCaller: Sendable {
  /// A window that passed: 0-based half-open.
  package struct Window: Sendable {
    package let start: Int64
    package let end: Int64
    package let logit: Float
    /// What its p-value is read by.
    package let gc: GCShare
    /// Whether its score is that of the reverse strand, where the better strand counts.
    package let isReverse: Bool

    /// 0-based.
    var middle: Int64 { start + (end - start) / 2 }

    package init(start: Int64, end: Int64, logit: Float, gc: GCShare, isReverse: Bool = false) {
      self.start = start
      self.end = end
      self.logit = logit
      self.gc = gc
      self.isReverse = isReverse
    }
  }

  private let maximumGap: Int64
  private let minimumLength: Int64
  private var open: Peak?

  package init(maximumGap: Int64 = 0, minimumLength: Int64 = 0) {
    self.maximumGap = maximumGap
    self.minimumLength = minimumLength
  }

  /// Takes the next passing window; returns the peak it closed, if any.
  package mutating func add(_ window: Window, contigIndex: Int) -> Peak? {
    guard var peak = open, peak.contigIndex == contigIndex,
      window.start - peak.end <= maximumGap
    else {
      let closed = finish()
      open = Peak(contigIndex: contigIndex, window: window)
      return closed
    }
    peak.extend(by: window)
    open = peak
    return nil
  }

  /// Ends the open peak, if there is one and it is long enough.
  package mutating func finish() -> Peak? {
    defer { open = nil }
    guard let peak = open, peak.end - peak.start >= minimumLength else { return nil }
    return peak
  }
}

/// A stretch called bound: 0-based half-open, with the best window's score.
package struct Peak: Sendable, Equatable {
  package let contigIndex: Int
  package let start: Int64
  package private(set) var end: Int64
  /// 0-based position of the centre of the best window.
  package private(set) var summit: Int64
  package private(set) var logit: Float
  /// The best window's.
  package private(set) var gc: GCShare
  /// The best window's.
  package private(set) var isReverse: Bool
  package private(set) var windowCount: Int

  init(contigIndex: Int, window: PeakCaller.Window) {
    self.contigIndex = contigIndex
    start = window.start
    end = window.end
    summit = window.middle
    logit = window.logit
    gc = window.gc
    isReverse = window.isReverse
    windowCount = 1
  }

  /// Positions are below it.
  private static let positionLimit: UInt64 = 1 << 56
  /// Set beside the start of what is best on the reverse strand.
  static let reverseBit: UInt64 = 1 << 63

  /// The peak as words, for `RecordLog`.
  var record: [UInt64] {
    [
      UInt64(contigIndex), UInt64(bitPattern: start) | (isReverse ? Self.reverseBit : 0),
      UInt64(bitPattern: end),
      UInt64(gc.byte) * Self.positionLimit | UInt64(bitPattern: summit),
      UInt64(UInt32(truncatingIfNeeded: windowCount)) << 32 | UInt64(logit.bitPattern),
    ]
  }

  init(record: ArraySlice<UInt64>) {
    let words = Array(record)
    contigIndex = Int(words[0])
    start = Int64(words[1] & ~Self.reverseBit)
    isReverse = words[1] & Self.reverseBit != 0
    end = Int64(bitPattern: words[2])
    summit = Int64(words[3] % Self.positionLimit)
    gc = GCShare(byte: UInt8(words[3] / Self.positionLimit)) ?? .unknown
    windowCount = Int(words[4] >> 32)
    logit = Float(bitPattern: UInt32(truncatingIfNeeded: words[4]))
  }

  mutating func extend(by window: PeakCaller.Window) {
    end = max(end, window.end)
    windowCount += 1
    if window.logit > logit {
      logit = window.logit
      gc = window.gc
      isReverse = window.isReverse
      summit = window.middle
    }
  }
}
