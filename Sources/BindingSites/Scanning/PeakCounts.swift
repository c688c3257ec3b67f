internal import Glibc

/// How many peaks a run has at every threshold of p-values: the discoveries that false discovery
/// rates are a share of.
///
/// A site lies in several windows that overlap, and so does chance resemblance, in fewer; rates
/// over windows would be too low for the peaks they are joined to. Counted instead, for each threshold,
/// are the windows that pass it and begin a peak: none before them within reach passes it too.
struct PeakCounts {
  private let maximumGap: Int64
  /// Changes of the number of peaks from one bin of `PValueHistogram` to the next smaller p-values.
  private var changes = Array(repeating: 0, count: PValueHistogram.binCount + 1)
  /// Windows within reach of the next one, each with a smaller p-value than all before it: the end and
  /// the bin of each, from `first` on.
  private var recent: [(end: Int64, bin: Int)] = []
  private var first = 0
  private var sequenceIndex = -1

  /// - Parameter maximumGap: as of `PeakCaller`.
  init(maximumGap: Int64) { self.maximumGap = maximumGap }

  /// Takes the next window, in the order of the peak caller; windows that no threshold of interest
  /// passes may be left out.
  mutating func add(_ interval: Range<Int64>, sequenceIndex: Int, pValue: Double) {
    if sequenceIndex != self.sequenceIndex {
      self.sequenceIndex = sequenceIndex
      recent.removeAll(keepingCapacity: true)
      first = 0
    }
    while first < recent.count, interval.lowerBound - recent[first].end > maximumGap { first += 1 }
    let bin = PValueHistogram.bin(of: pValue)
    let best = first < recent.count ? recent[first].bin : -1
    if bin > best {
      changes[best + 1] += 1
      changes[bin + 1] -= 1
    }
    while recent.count > first, let last = recent.last, last.bin <= bin { recent.removeLast() }
    recent.append((interval.upperBound, bin))
    if first > 1024, 2 * first > recent.count {
      recent.removeFirst(first)
      first = 0
    }
  }

  /// The false discovery rate of peaks at each p-value of the grid, after Benjamini & Hochberg (1995):
  /// windows tested times p-value, the most windows that chance lets pass, over the peaks found,
  /// of which each false one holds such a window.
  ///
  /// - Parameter tests: windows scored.
  func falseDiscoveryRates(tests: Int) -> FalseDiscoveryRates {
    var peaks = 0
    var least = 1.0
    // From large to small p-values; each q is the least of its own and all larger p-values'.
    let qValues = (0..<PValueHistogram.binCount).map { bin in
      peaks += changes[bin]
      if peaks > 0 {
        least = min(least, PValueHistogram.upperEdge(of: bin) * Double(tests) / Double(peaks))
      }
      return least
    }
    return FalseDiscoveryRates(qValues: qValues)
  }
}
