internal import RecurrentCore

/// Which windows are called sites.
package enum CallThreshold: Codable, Sendable, Equatable {
  /// p-value under the model's null, at most this.
  case pValue(Double)
  /// Benjamini-Hochberg q-value over all scored windows of the run, at most this.
  case qValue(Double)
  /// Calibrated probability, at least this.
  case probability(Double)
}

/// A called stretch with its statistics.
package struct CalledSite: Sendable, Equatable {
  package let peak: Peak
  package let probability: Double
  package let pValue: Double
  package let qValue: Double
}

/// Collects the windows of a run that may be called, and calls them once all are seen: only then
/// q-values are known.
///
/// A q-value is never below its p-value, so windows with a larger p-value than the wanted q can be
/// forgotten at once; memory is that of the windows kept (24 bytes each) or, for fixed thresholds, of
/// the peaks.
package struct SiteCaller: Sendable {
  private struct Candidate {
    let sequenceIndex: Int
    let start: Int64
    let length: Int32
    let logit: Float
  }

  private let model: BindingModel
  private let threshold: CallThreshold
  private var caller: PeakCaller
  /// Of a model of bins, whose neighbours tell of the same sites.
  private var maxima: LocalMaxima?
  private var peaks: [Peak] = []
  private var candidates: [Candidate] = []
  /// All scored windows' p-values.
  package private(set) var histogram = PValueHistogram()

  package init(
    model: BindingModel, threshold: CallThreshold, maximumGap: Int64 = 0, minimumLength: Int64 = 0
  ) {
    self.model = model
    self.threshold = threshold
    caller = PeakCaller(maximumGap: maximumGap, minimumLength: minimumLength)
    maxima = model.contract.bins.map { _ in
      LocalMaxima(distance: Int64(model.contract.window))
    }
  }

  /// Takes the next scored window: 0-based half-open on the sequence of that index.
  ///
  /// - Returns: whether the window may be called.
  package mutating func add(
    _ interval: Range<Int64>, sequenceIndex: Int, logit: Float
  ) -> Bool {
    let pValue = model.null.pValue(of: logit)
    histogram.add(pValue)
    guard mayBeCalled(logit: logit, pValue: pValue) else { return false }
    keep(interval, sequenceIndex, logit)
    return true
  }

  /// Counts a scored window that is kept elsewhere.
  ///
  /// - Returns: whether the window may be called.
  package mutating func count(logit: Float) -> Bool {
    let pValue = model.null.pValue(of: logit)
    histogram.add(pValue)
    return mayBeCalled(logit: logit, pValue: pValue)
  }

  /// Adds the windows that others counted.
  package mutating func addCounts(_ counts: PValueHistogram) { histogram.add(counts) }

  /// Takes the next window of those that others counted; otherwise as `add`.
  package mutating func addCounted(
    _ interval: Range<Int64>, sequenceIndex: Int, logit: Float
  ) -> Bool {
    guard mayBeCalled(logit: logit, pValue: model.null.pValue(of: logit)) else { return false }
    keep(interval, sequenceIndex, logit)
    return true
  }

  private func mayBeCalled(logit: Float, pValue: Double) -> Bool {
    switch threshold {
    case .pValue(let limit), .qValue(let limit): pValue <= limit
    case .probability(let limit): model.probability(ofLogit: logit) >= limit
    }
  }

  private mutating func keep(_ interval: Range<Int64>, _ sequenceIndex: Int, _ logit: Float) {
    guard case .qValue = threshold else {
      call(interval, sequenceIndex, logit)
      return
    }
    candidates.append(
      Candidate(
        sequenceIndex: sequenceIndex, start: interval.lowerBound,
        length: Int32(interval.upperBound - interval.lowerBound), logit: logit))
  }

  /// The sites in the order of the windows.
  package mutating func finish() -> [CalledSite] {
    let rates = histogram.falseDiscoveryRates
    if case .qValue(let limit) = threshold {
      for candidate in candidates
      where rates.qValue(of: model.null.pValue(of: candidate.logit)) <= limit {
        call(
          candidate.start..<candidate.start + Int64(candidate.length),
          candidate.sequenceIndex, candidate.logit)
      }
      candidates = []
    }
    for (window, index) in maxima?.finish() ?? [] { join(window, index) }
    if let peak = caller.finish() { peaks.append(peak) }
    defer { peaks = [] }
    return peaks.map { peak in
      let pValue = model.null.pValue(of: peak.logit)
      return CalledSite(
        peak: peak, probability: model.probability(ofLogit: peak.logit), pValue: pValue,
        qValue: rates.qValue(of: pValue))
    }
  }

  private mutating func call(_ interval: Range<Int64>, _ sequenceIndex: Int, _ logit: Float) {
    let window = PeakCaller.Window(
      start: interval.lowerBound, end: interval.upperBound, logit: logit)
    guard maxima != nil else {
      join(window, sequenceIndex)
      return
    }
    for (window, index) in maxima?.add(window, contigIndex: sequenceIndex) ?? [] {
      join(window, index)
    }
  }

  private mutating func join(_ window: PeakCaller.Window, _ sequenceIndex: Int) {
    if let peak = caller.add(window, contigIndex: sequenceIndex) { peaks.append(peak) }
  }
}
