internal import BindingSites
internal import CommandSupport
internal import GenomicRegions
internal import SequenceIO
internal import UserFacing

/// Reads the files of a run, and cuts windows of the genome where they hold peaks.
struct ExampleReader {
  private let genome: IndexedFASTA?
  private let window: Int?
  private let blacklist: RegionSet?
  private let isWeightedBySignal: Bool
  private let diagnostics: Diagnostics
  /// The places of all regions read, whether their windows were kept or not.
  private var places: [GenomicInterval] = []
  /// Of the bound windows.
  private var compositions: [WindowComposition] = []

  /// - Parameter window: the length asked for, which windows of a genome must have.
  init(_ options: GenomeOptions, window: Int?, _ diagnostics: Diagnostics) throws {
    let genome = try options.genome.map { try IndexedFASTA.genome(path: $0) }
    self.genome = genome
    self.window = window
    self.diagnostics = diagnostics
    isWeightedBySignal = options.weightBy == .signal
    blacklist = try options.blacklist.map { try BEDFile.regions(path: $0) }
    if let genome, let blacklist,
      let warning = ContigNames.warning(
        of: blacklist, role: "the blacklist", genome.contigs)
    {
      diagnostics.warning(warning)
    }
  }

  /// Sequences of one class; a label that says otherwise is a mistake.
  ///
  /// - Parameter top: keeps the first so many of the file, of narrowPeak those of the largest signals.
  mutating func read(_ path: String, as isBound: Bool, top: Int? = nil) throws
    -> [LabelledSequence]
  {
    switch try ExampleFile.read(path: path) {
    case .sequences(let sequences):
      noteTop(top, of: sequences.count, path)
      return try sequences.prefix(top ?? .max).map { example in
        if let label = example.isBound, label != isBound {
          throw BindingSitesError.badTable(
            path: path, line: nil,
            problem: "\(example.name) is labelled \(label ? 1 : 0) among "
              + "\(isBound ? "bound" : "unbound") sequences",
            remedy: "give a table of both classes with --examples")
        }
        return example.labelled(isBound)
      }
    case .peaks(let file):
      return try read(file, as: isBound, top: top)
    }
  }

  /// Whether a file is a table of bound and unbound sequences.
  static func holdsBothClasses(_ path: String) throws -> Bool {
    guard case .sequences(let sequences) = try ExampleFile.read(path: path) else { return false }
    return sequences.contains { $0.isBound == true } && sequences.contains { $0.isBound == false }
  }

  /// A table of both classes.
  static func readLabelled(_ path: String) throws -> [LabelledSequence] {
    let examples = try SequenceTable.read(path: path)
    guard examples.allSatisfy({ $0.isBound != nil }) else {
      throw BindingSitesError.badTable(
        path: path, line: nil, problem: "the sequences have no labels",
        remedy: "add a column \"label\" with 0 or 1")
    }
    return examples
  }

  private mutating func read(
    _ file: PeakFile, as isBound: Bool, top: Int?
  ) throws -> [LabelledSequence] {
    guard let genome else { throw BioseqError.peaksWithoutGenome(path: file.path) }
    guard let window else { throw BioseqError.peaksWithoutWindow(path: file.path) }
    places += file.peaks.map(\.interval)
    noteTop(top, of: file.peaks.count, file.path)
    let chosen = top.map { Array(file.ranked.prefix($0)) } ?? file.peaks
    let found = try PeakWindows(
      around: chosen, of: file.path, genome: genome, length: window, blacklist: blacklist)
    places += found.windows.map(\.interval)
    for remark in found.remarks { diagnostics.note("\(file.path.quotedInput): \(remark)") }
    guard found.pastContigEnd < chosen.count || chosen.isEmpty else {
      throw BindingSitesError.badTable(
        path: file.path, line: nil,
        problem: "all \(chosen.count) windows of \(window) bases run past their contigs' ends",
        remedy: "give a smaller --window, or the genome that the peaks were called on")
    }
    if found.peaksPastContigEnd > 0 {
      diagnostics.warning(
        "\(file.path.quotedInput): peaks beyond their contig's end: \(found.peaksPastContigEnd); "
          + "is this the genome they were called on?")
    }
    guard isBound else { return found.examples(isBound: false) }
    compositions += found.windows.map { WindowComposition($0.codes) }
    return isWeightedBySignal
      ? try found.examplesWeightedBySignal(path: file.path) : found.examples(isBound: true)
  }

  private func noteTop(_ top: Int?, of count: Int, _ path: String) {
    guard let top, top < count else { return }
    diagnostics.note("\(path.quotedInput): the first \(top) of \(count)")
  }

  /// Unbound windows of the genome like the bound ones read so far, away from all regions read.
  mutating func background(
    _ options: GenomeOptions, seed: UInt64, willRead: (Int) throws -> Void
  ) throws -> [LabelledSequence] {
    guard let genome, let window, !places.isEmpty else { throw BioseqError.backgroundWithoutPeaks }
    guard !compositions.isEmpty else {
      throw BindingSitesError.unusableExamples(
        problem:
          "no window around the peaks can be used, so there is nothing to match a background with",
        remedy: "see what was left out: unknown bases, blacklist, contigs' ends")
    }
    let avoided = RegionSet(
      RegionSet(places).widened(by: options.backgroundMargin).intervals
        + (blacklist?.intervals ?? []))
    let found = try MatchedBackground(
      like: compositions, ratio: options.backgroundRatio, length: window, genome: genome,
      contigs: Set(places.map(\.contig)), avoiding: avoided, seed: seed, willRead: willRead)
    if found.shortfall > 0 {
      diagnostics.warning(
        "\(found.shortfall) of \(compositions.count * options.backgroundRatio) background windows are "
          + "missing: the genome has too few that are like the bound ones and away from them")
    }
    return found.examples
  }
}
