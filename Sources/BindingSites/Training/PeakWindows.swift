package import GenomicRegions
internal import Glibc
package import SequenceIO
internal import UserFacing

/// Windows of a genome around peaks, in the peaks' order.
package struct PeakWindows: Sendable {
  /// A window of the genome.
  package struct Window: Sendable, Equatable {
    package let peak: PeakRecord
    package let interval: GenomicInterval
    /// `BaseCode`s with their soft mask.
    package let codes: [UInt8]
  }

  package private(set) var windows: [Window] = []
  /// Windows left out as they reach past their contig's end.
  package private(set) var pastContigEnd = 0
  /// Of these, those whose peak does so itself: then the genome is another than the peaks'.
  package private(set) var peaksPastContigEnd = 0
  /// Windows left out as more than half of them is unknown, which a scan leaves out too.
  package private(set) var mostlyUnknown = 0
  /// Windows left out as they overlap the blacklist.
  package private(set) var blacklisted = 0

  private static let maximumAmbiguousFraction = ScanSettings().maximumAmbiguousFraction

  /// Reads the windows: `length` bases with each peak's summit, else its middle, in their middle.
  ///
  /// Throws `badTable` for peaks on contigs the genome lacks, naming them, and read errors.
  package init(
    around peaks: [PeakRecord], of path: String, genome: IndexedFASTA, length: Int,
    blacklist: RegionSet? = nil
  ) throws {
    precondition(length > 0, "windows of \(length)")
    let contigs = genome.contigs
    try Self.checkContigs(of: peaks, path: path, contigs, genome: genome.path)
    var placed: [(place: Int, contig: Int, interval: GenomicInterval)] = []
    for (place, peak) in peaks.enumerated() {
      guard let contig = contigs.index(of: peak.interval.contig) else { continue }
      let start = peak.centre.offset - Int64(length / 2)
      let end = start + Int64(length)
      guard start >= 0, end <= contigs[contig].length else {
        pastContigEnd += 1
        peaksPastContigEnd += peak.interval.end.offset > contigs[contig].length ? 1 : 0
        continue
      }
      let interval = GenomicInterval(
        contig: peak.interval.contig, start: GenomicPosition(zeroBased: start),
        end: GenomicPosition(zeroBased: end))
      if blacklist?.overlaps(interval) ?? false {
        blacklisted += 1
        continue
      }
      placed.append((place, contig, interval))
    }
    // A file is read fastest from its beginning to its end.
    placed.sort {
      ($0.contig, $0.interval.start, $0.place) < ($1.contig, $1.interval.start, $1.place)
    }
    var read: [(place: Int, window: Window)] = []
    for (place, _, interval) in placed {
      let codes = try genome.codes(of: interval)
      guard WindowComposition(codes).ambiguous <= Self.maximumAmbiguousFraction else {
        mostlyUnknown += 1
        continue
      }
      read.append((place, Window(peak: peaks[place], interval: interval, codes: codes)))
    }
    windows = read.sorted { $0.place < $1.place }.map(\.window)
  }

  /// What was left out, in words.
  package var remarks: [String] {
    [
      (pastContigEnd, "past their contig's end"),
      (mostlyUnknown, "with more than half unknown bases"),
      (blacklisted, "on the blacklist"),
    ].filter { $0.0 > 0 }.map { "windows left out \($0.1): \($0.0)" }
  }

  /// The windows as examples, all of weight 1.
  package func examples(isBound: Bool) -> [LabelledSequence] {
    windows.map { $0.example(isBound: isBound, weight: 1) }
  }

  /// The windows as bound examples whose weights grow with the peaks' signals: the logarithm of the
  /// signal plus one, over its mean.
  ///
  /// Throws `badTable` for peaks without a signal above 0.
  package func examplesWeightedBySignal(path: String) throws(BindingSitesError)
    -> [LabelledSequence]
  {
    // Signals span orders of magnitude, and the strongest must not be all that counts.
    let weights = windows.map { log1p($0.peak.signal ?? 0) }
    guard weights.allSatisfy({ $0 > 0 }) else {
      throw .badTable(
        path: path, line: nil, problem: "not every peak has a signal above 0 to weigh it by",
        remedy: "give narrowPeak with signals in column 7, or leave --weight-by out")
    }
    let mean = weights.reduce(0, +) / Double(max(1, weights.count))
    return zip(windows, weights).map { $0.example(isBound: true, weight: Float($1 / mean)) }
  }

  private static func checkContigs(
    of peaks: [PeakRecord], path: String, _ contigs: ContigDictionary, genome: String
  ) throws(BindingSitesError) {
    let strangers = peaks.filter { contigs.index(of: $0.interval.contig) == nil }
    guard !strangers.isEmpty else { return }
    let names = Set(strangers.map(\.interval.contig)).sorted()
    throw .badTable(
      path: path, line: nil,
      problem: "\(strangers.count) of \(peaks.count) peaks lie on contigs that the genome "
        + "\(genome.quoted) lacks: \(NameList.text(names))",
      remedy: ContigNames.remedy(for: names, contigs))
  }
}

extension PeakWindows.Window {
  fileprivate func example(isBound: Bool, weight: Float) -> LabelledSequence {
    LabelledSequence(
      name: LabelledSequence.name(at: interval, called: peak.name),
      codes: codes.map { $0 & BaseCode.symbolBits }, isBound: isBound, weight: weight)
  }
}
