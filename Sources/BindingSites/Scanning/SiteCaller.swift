/// Which windows are called sites.
package enum CallThreshold: Codable, Sendable, Equatable {
  /// p-value under the model's null, at most this.
  case pValue(Double)
  /// False discovery rate of the peaks called, at most this.
  case qValue(Double)
  /// Calibrated probability, at least this.
  case probability(Double)
}

/// A called stretch with its statistics.
package struct CalledSite: Sendable, Equatable {
  package let peak: Peak
  package let probability: Double
  package let pValue: Double
  /// The false discovery rate of the run's peaks called up to this p-value.
  package let qValue: Double
}

/// Collects the windows of a run that may be called, and calls them once all are seen: only then
/// q-values are known.
///
/// Bins whose site would reach past its sequence's end are neither called nor counted: what a network
/// gives where its context breaks off is not what its null was made of.
///
/// A window's p-value is that of its own G+C share; a peak's is its summit's, the window of highest score.
///
/// A q-value is never below its p-value, so windows with a larger p-value than the wanted q can be
/// forgotten at once. What is kept (24 bytes a window for q-values, 40 bytes a peak for fixed
/// thresholds) goes to a temporary file beyond a bound.
package final class SiteCaller {
  private let model: any SiteModel
  private let threshold: CallThreshold
  private var caller: PeakCaller
  /// Of a model whose neighbouring windows or bins tell of the same sites.
  private var maxima: LocalMaxima?
  private var peakCounts: PeakCounts
  private let kept: RecordLog
  /// All scored windows' p-values.
  package private(set) var histogram = PValueHistogram()
  /// What was counted before the present input.
  private var mark: (histogram: PValueHistogram, peakCounts: PeakCounts)?
  /// Sequences of inputs that were withdrawn.
  private var withdrawn: [ClosedRange<Int>] = []

  /// - Parameters:
  ///   - maximumGap: bases between windows up to which they are joined; 0 joins those that touch, and none of a
  ///     model whose sites stay apart.
  ///   - memory: nil holds everything in memory.
  package init(
    model: any SiteModel, threshold: CallThreshold, maximumGap: Int64 = 0,
    minimumLength: Int64 = 0, memory: MemoryBound? = nil
  ) {
    self.model = model
    self.threshold = threshold
    var gap = maximumGap
    switch model.overlap {
    case .joined: maxima = nil
    case .best(let distance): maxima = LocalMaxima(distance: distance)
    case .apart(let distance):
      maxima = LocalMaxima(distance: distance)
      // Windows of one length that begin at different bases are never that far over each other.
      if gap == 0 { gap = -Int64(model.contract.window) }
    }
    caller = PeakCaller(maximumGap: gap, minimumLength: minimumLength)
    peakCounts = PeakCounts(maximumGap: gap)
    kept = RecordLog(width: Self.isDeferred(threshold) ? 3 : 5, bound: memory)
  }

  /// Takes the next scored window: 0-based half-open on the sequence of that index.
  ///
  /// Throws what the temporary file throws.
  /// - Returns: whether the window may be called.
  package func add(
    _ interval: Range<Int64>, sequenceIndex: Int, logit: Float, gc: GCShare,
    isReverse: Bool = false
  ) throws -> Bool {
    guard count(interval, logit: logit, gc: gc) else { return false }
    let window = PeakCaller.Window(
      start: interval.lowerBound, end: interval.upperBound, logit: logit, gc: gc,
      isReverse: isReverse)
    try take(window, sequenceIndex)
    return true
  }

  /// Counts a scored window that is kept elsewhere.
  ///
  /// - Returns: whether the window may be called.
  package func count(_ interval: Range<Int64>, logit: Float, gc: GCShare) -> Bool {
    guard isWhole(interval) else { return false }
    let pValue = model.pValue(ofLogit: logit, gc: gc)
    histogram.add(pValue)
    return mayBeCalled(logit: logit, pValue: pValue)
  }

  /// Adds the windows that others counted.
  package func addCounts(_ counts: PValueHistogram) { histogram.add(counts) }

  /// Takes the next window of those that others counted; otherwise as `add`.
  package func addCounted(_ window: PeakCaller.Window, sequenceIndex: Int) throws -> Bool {
    guard isWhole(window.start..<window.end),
      mayBeCalled(logit: window.logit, pValue: pValue(of: window))
    else { return false }
    try take(window, sequenceIndex)
    return true
  }

  /// Begins an input that may be withdrawn: no site reaches into it from those before.
  ///
  /// Throws what the temporary file throws.
  package func beginInput() throws {
    for (window, index) in maxima?.finish() ?? [] { try keep(window, index) }
    if let peak = caller.finish() { try kept.append(peak.record) }
    mark = (histogram, peakCounts)
  }

  /// Forgets the windows since `beginInput`, which lie on these sequences and no others do.
  package func withdrawInput(sequences: ClosedRange<Int>) {
    guard let mark else { return }
    _ = maxima?.finish()
    _ = caller.finish()
    (histogram, peakCounts) = mark
    withdrawn.append(sequences)
  }

  /// Gives the sites in the order of the windows, and forgets them.
  ///
  /// Throws what the temporary file and `body` throw.
  package func finish(_ body: (CalledSite) throws -> Void) throws {
    for (window, index) in maxima?.finish() ?? [] { try keep(window, index) }
    let rates = peakCounts.falseDiscoveryRates(tests: histogram.total)
    func give(_ peak: Peak) throws {
      let pValue = model.pValue(ofLogit: peak.logit, gc: peak.gc)
      try body(
        CalledSite(
          peak: peak, probability: model.probability(ofLogit: peak.logit), pValue: pValue,
          qValue: rates.qValue(of: pValue)))
    }
    if case .qValue(let limit) = threshold {
      try drain { record in
        let (sequenceIndex, window) = Self.window(of: record)
        guard rates.qValue(of: pValue(of: window)) <= limit else { return }
        if let peak = caller.add(window, contigIndex: sequenceIndex) { try give(peak) }
      }
    } else {
      try drain { try give(Peak(record: $0)) }
    }
    if let peak = caller.finish() { try give(peak) }
  }

  /// What was kept of inputs that were not withdrawn; a record's first word is its sequence.
  private func drain(_ body: (ArraySlice<UInt64>) throws -> Void) throws {
    try kept.drain { record in
      if let index = record.first, withdrawn.contains(where: { $0.contains(Int(index)) }) { return }
      try body(record)
    }
  }

  /// Whether windows are called only once all are seen.
  private static func isDeferred(_ threshold: CallThreshold) -> Bool {
    if case .qValue = threshold { true } else { false }
  }

  /// Whether a bin's site lies within its sequence. Windows are whole, or all that a short sequence has.
  private func isWhole(_ interval: Range<Int64>) -> Bool {
    model.contract.bins == nil || interval.count >= model.contract.window
  }

  private func mayBeCalled(logit: Float, pValue: Double) -> Bool {
    switch threshold {
    case .pValue(let limit), .qValue(let limit): pValue <= limit
    case .probability(let limit): model.probability(ofLogit: logit) >= limit
    }
  }

  private func pValue(of window: PeakCaller.Window) -> Double {
    model.pValue(ofLogit: window.logit, gc: window.gc)
  }

  /// A bin that a neighbour of a higher score outdoes is no peak of its own: that one passes too.
  private func take(_ window: PeakCaller.Window, _ sequenceIndex: Int) throws {
    guard maxima != nil else { return try keep(window, sequenceIndex) }
    for (window, index) in maxima?.add(window, contigIndex: sequenceIndex) ?? [] {
      try keep(window, index)
    }
  }

  private func keep(_ window: PeakCaller.Window, _ sequenceIndex: Int) throws {
    peakCounts.add(
      window.start..<window.end, sequenceIndex: sequenceIndex,
      pValue: pValue(of: window))
    guard Self.isDeferred(threshold) else {
      if let peak = caller.add(window, contigIndex: sequenceIndex) {
        try kept.append(peak.record)
      }
      return
    }
    let length = UInt64(window.end - window.start) & Self.lengthBits
    try kept.append([
      UInt64(sequenceIndex),
      UInt64(bitPattern: window.start) | (window.isReverse ? Peak.reverseBit : 0),
      UInt64(window.gc.byte) << 56 | length << 32 | UInt64(window.logit.bitPattern),
    ])
  }

  /// Of a window's length in a record, which its G+C share follows.
  private static let lengthBits: UInt64 = 0xFF_FFFF

  private static func window(
    of record: ArraySlice<UInt64>
  ) -> (sequenceIndex: Int, window: PeakCaller.Window) {
    let words = Array(record)
    let start = Int64(words[1] & ~Peak.reverseBit)
    let window = PeakCaller.Window(
      start: start, end: start + Int64(words[2] >> 32 & lengthBits),
      logit: Float(bitPattern: UInt32(truncatingIfNeeded: words[2])),
      gc: GCShare(byte: UInt8(words[2] >> 56)) ?? .unknown,
      isReverse: words[1] & Peak.reverseBit != 0)
    return (Int(words[0]), window)
  }
}
