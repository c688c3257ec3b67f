internal import BindingSites
internal import GenomicRegions
internal import ResultsExport
internal import SequenceIO

/// Turns scored windows into features and track values.
final class ScanCollector: KeptWindows {
  /// Sums over a run.
  struct Counts {
    /// Contigs and reads.
    var sequences = 0
    var scored: Int64 = 0
    var unscored: Int64 = 0
    var sites: Int64 = 0
    /// Sites on read bases that have no place on the reference.
    var unplaced: Int64 = 0
  }

  let report: ScanReport
  private(set) var counts = Counts()
  private(set) var items = ScanItems()

  private let model: any SiteModel
  private let query: RegionQuery?
  /// Of all sites, but where each has the better one.
  private let strand: Strand?
  private let caller: SiteCaller
  private var tiles: TrackTiles
  /// Sequences with a window that may be called and their items, by running number over all inputs.
  private var sequences: [Int: (sequence: ScanSequence, item: Int)] = [:]
  /// Where the windows of the present sequence have got to.
  private var coveredEnd: Int64 = 0
  private var sequenceCount = -1
  private var current: (index: Int, name: String)?
  /// What there was before the present input.
  private var mark: (counts: Counts, items: ScanItems, sequenceCount: Int)?

  init(
    model: any SiteModel, settings: ScanSettings, query: RegionQuery?, report: ScanReport,
    caller: SiteCaller
  ) {
    self.model = model
    self.query = query
    self.report = report
    self.caller = caller
    strand =
      switch settings.strand {
      case .both: model.scorer.hasBetterStrand ? nil : Strand.none
      case .forward: Strand.forward
      case .reverse: Strand.reverse
      }
    tiles = TrackTiles(
      window: model.contract.window, stride: settings.stride,
      isBins: model.contract.bins != nil)
  }

  /// Tells that what comes next is of another input, which may be withdrawn.
  func beginInput(_ path: String) throws {
    current = nil
    items.beginInput(path)
    try caller.beginInput()
    report.beginInput()
    mark = (counts, items, sequenceCount)
  }

  /// Forgets all that came since `beginInput`: results hold an input as a whole or not at all.
  ///
  /// - Returns: outputs that hold some of it for good, as standard output does.
  func withdrawInput() throws -> [String] {
    guard let mark else { return [] }
    if sequenceCount > mark.sequenceCount {
      let withdrawn = mark.sequenceCount + 1...sequenceCount
      caller.withdrawInput(sequences: withdrawn)
      sequences = sequences.filter { !withdrawn.contains($0.key) }
    }
    (counts, items, _) = mark
    current = nil
    return try report.withdrawInput()
  }

  /// Whether any sequence was scanned.
  var hasTaken: Bool { counts.sequences > 0 }

  func take(_ windows: SequenceScan.Windows) throws {
    let sequence = windows.sequence
    begin(sequence)
    for (index, (interval, logit)) in zip(windows.intervals, windows.logits).enumerated() {
      guard isWanted(interval, of: sequence) else { continue }
      countCovered(interval)
      guard let logit else {
        counts.unscored += 1
        items.last.skipped[Manifest.Item.unknownBases, default: 0] += 1
        continue
      }
      counts.scored += 1
      items.last.scored += 1
      if report.wantsFeatures,
        try caller.add(
          interval, sequenceIndex: sequenceCount, logit: logit, gc: windows.gc(at: index),
          isReverse: windows.isReverse(at: index))
      {
        remember(sequence)
      }
      if report.wantsTrack { try writeTile(interval, of: sequence, logit) }
    }
    items.last.ambiguous += Int64(windows.ambiguousBases)
    if windows.endsSequence { current = nil }
  }

  /// Begins a sequence, or goes on with the last one where it is the same.
  func begin(_ sequence: ScanSequence) {
    guard current?.index != sequence.index || current?.name != sequence.name else { return }
    current = (sequence.index, sequence.name)
    sequenceCount += 1
    counts.sequences += 1
    coveredEnd = 0
    items.begin(sequence)
  }

  /// Takes the next window a shard kept of a sequence that was begun.
  func take(_ window: PeakCaller.Window, keptOf sequence: ScanSequence) throws {
    if report.wantsFeatures, try caller.addCounted(window, sequenceIndex: sequenceCount) {
      remember(sequence)
    }
    if report.wantsTrack {
      try writeTile(window.start..<window.end, of: sequence, window.logit)
    }
  }

  /// Adds what a shard counted on the sequence begun last; shards come in their order.
  func add(_ totals: ShardTotals) {
    counts.scored += totals.scored
    counts.unscored += totals.unscored
    items.last.add(totals)
    // Windows on both sides of a boundary share bases.
    items.last.read -= totals.read > 0 ? max(0, coveredEnd - totals.start) : 0
    coveredEnd = max(coveredEnd, totals.end)
  }

  /// Adds a shard's p-values.
  func add(_ histogram: PValueHistogram) { caller.addCounts(histogram) }

  private func remember(_ sequence: ScanSequence) {
    if sequences[sequenceCount] == nil { sequences[sequenceCount] = (sequence, items.lastIndex) }
  }

  /// Calls the sites and writes them.
  func finish() throws {
    guard report.wantsFeatures else { return }
    var features: [(contig: Int, feature: GenomicFeature)] = []
    try caller.finish { site in
      guard let (sequence, item) = sequences[site.peak.contigIndex] else { return }
      guard let interval = place(of: site.peak, on: sequence) else {
        counts.unplaced += 1
        return
      }
      // Reads that reach into a region are scanned whole.
      if let query, sequence.read != nil, !query.overlaps(interval) { return }
      items.addReported(1, to: item)
      let feature = feature(site, at: interval, sequence)
      if sequence.read == nil {
        try write(feature)
      } else {
        features.append((sequence.read?.contigIndex ?? .max, feature))
      }
    }
    // Reads come sorted by their starts, sites within them do not.
    features.sort {
      ($0.contig, $0.feature.interval.start) < ($1.contig, $1.feature.interval.start)
    }
    for (_, feature) in features { try write(feature) }
  }

  /// Adds the bases of a window that no window before it covered.
  private func countCovered(_ interval: Range<Int64>) {
    items.last.read += max(
      0, interval.upperBound - max(interval.lowerBound, coveredEnd))
    coveredEnd = max(coveredEnd, interval.upperBound)
  }

  private func write(_ feature: GenomicFeature) throws {
    counts.sites += 1
    try report.write(feature)
  }

  private func isWanted(_ interval: Range<Int64>, of sequence: ScanSequence) -> Bool {
    guard let query, sequence.read == nil else { return true }
    return query.overlaps(genomicInterval(sequence.name, interval))
  }

  private func writeTile(
    _ interval: Range<Int64>, of sequence: ScanSequence, _ logit: Float
  ) throws {
    let tile = tiles.tile(for: interval, sequenceIndex: sequenceCount)
    guard !tile.isEmpty else { return }
    try report.write(
      SignalValue(
        interval: genomicInterval(sequence.name, tile),
        value: model.probability(ofLogit: logit)))
  }

  /// Where a peak lies on the reference, or on the read itself if that has no place on one.
  private func place(of peak: Peak, on sequence: ScanSequence) -> GenomicInterval? {
    guard let read = sequence.read, read.position != nil else {
      return genomicInterval(sequence.name, peak.start..<peak.end)
    }
    return read.referenceInterval(forReadRange: Int(peak.start)..<Int(peak.end))
  }

  private func feature(
    _ site: CalledSite, at interval: GenomicInterval, _ sequence: ScanSequence
  ) -> GenomicFeature {
    let summit = Int(site.peak.summit)
    let place =
      sequence.read?.position == nil
      ? GenomicPosition(zeroBased: site.peak.summit)
      : sequence.read?.referenceInterval(forReadRange: summit..<summit + 1)?.start
    return GenomicFeature(
      interval: interval, strand: strand ?? (site.peak.isReverse ? .reverse : .forward),
      label: model.contract.label, model: model.name,
      probability: site.probability, logit: Double(site.peak.logit), pValue: site.pValue,
      qValue: site.qValue, summitOffset: place.map { $0 - interval.start },
      readName: sequence.read?.name)
  }

  private func genomicInterval(_ contig: String, _ range: Range<Int64>) -> GenomicInterval {
    GenomicInterval(
      contig: contig, start: GenomicPosition(zeroBased: range.lowerBound),
      end: GenomicPosition(zeroBased: range.upperBound))
  }
}
