internal import GenomicRegions
internal import RecurrentCore
internal import SequenceIO

/// Scores whole sequences: the best of the windows or bins they hold, on one strand or both.
///
/// The windows of a sequence longer than one lie at most a stride apart, laid from both of its ends to
/// the middle: a sequence and its reverse complement hold the same windows, so scores of both strands
/// are the same for the two.
package struct SequenceScorer: Sendable {
  private let scorer: SiteScorer
  private let settings: ScanSettings

  /// What is found for a sequence.
  package struct Score: Sendable, Equatable {
    /// The best window's logit; nil if none could be scored.
    package let logit: Float?
    /// The share of bases that are not A, C, G or T.
    package let ambiguousFraction: Double
  }

  /// - Parameter settings: the stride counts only for sequences longer than a window.
  package init(_ scorer: SiteScorer, settings: ScanSettings) {
    self.scorer = scorer
    self.settings = settings
  }

  package init(_ scorer: any WindowScorer, settings: ScanSettings) {
    self.init(.windows(scorer), settings: settings)
  }

  /// Scores of sequences of `BaseCode`s in their order.
  ///
  /// Throws `ambiguousBase` under the error policy, where `names` tells which sequence, and
  /// `CancellationError` when the task is cancelled.
  package func scores(
    _ sequences: [[UInt8]], names: @escaping (Int) -> String, threads: Int
  ) async throws -> [Score] {
    var logits = [Float?](repeating: nil, count: sequences.count)
    let input = InMemorySequences(sequences, windows: windows, name: names)
    let scan = SequenceScan(scorer, settings: settings, threads: threads)
    try await scan.run(input) { windows in
      for case let logit? in windows.logits {
        let best = logits[windows.sequence.index]
        logits[windows.sequence.index] = best.map { max($0, logit) } ?? logit
      }
    }
    return zip(sequences, logits).map { codes, logit in
      let unknown = codes.count(where: BaseCode.isAmbiguous)
      return Score(
        logit: logit,
        ambiguousFraction: codes.isEmpty ? 0 : Double(unknown) / Double(codes.count))
    }
  }

  private var windows: InMemorySequences.Windows? {
    guard case .windows(let scorer) = scorer else { return nil }
    return .init(length: scorer.window, stride: settings.stride)
  }

  /// The logits and G+C shares of all bins, or windows, of sequences that can all be scored, one after
  /// the other.
  package func binScores(
    _ sequences: [[UInt8]], threads: Int
  ) async throws -> (logits: [Float], shares: [GCShare]) {
    var (logits, shares): ([Float], [GCShare]) = ([], [])
    let input = InMemorySequences(
      sequences, windows: windows, name: { "sequence \($0 + 1)" })
    let scan = SequenceScan(scorer, settings: settings, threads: threads, measuresGC: true)
    try await scan.run(input) { windows in
      logits += windows.logits.map { $0 ?? -.greatestFiniteMagnitude }
      shares += windows.gcShares
    }
    return (logits, shares)
  }

  /// The logits of sequences that have one each: as many as sequences, of the window's length.
  package func logits(_ sequences: [[UInt8]], threads: Int) async throws -> [Float] {
    try await scores(sequences, names: { "sequence \($0 + 1)" }, threads: threads).map {
      $0.logit ?? -Float.greatestFiniteMagnitude
    }
  }
}

/// Sequences that are in memory already, each as one piece or as its two ends.
private final class InMemorySequences: ScanInput {
  struct Windows {
    let length: Int
    let stride: Int
  }

  private let sequences: [[UInt8]]
  /// Nil where bins are scored, for which sequences come whole.
  private let windows: Windows?
  private let name: (Int) -> String
  private var index = 0
  /// The right end of a sequence whose left end was given: how many of its bases.
  private var rightEnd: Int?

  init(_ sequences: [[UInt8]], windows: Windows?, name: @escaping (Int) -> String) {
    self.sequences = sequences
    self.windows = windows
    self.name = name
  }

  func next() throws -> ScanPiece? {
    try Task.checkCancellation()
    guard index < sequences.count else { return nil }
    let codes = sequences[index]
    if let rightEnd {
      self.rightEnd = nil
      return piece(codes.count - rightEnd..<codes.count)
    }
    rightEnd = windows.flatMap { lengthOfEnds(codes.count, $0) }
    return piece(0..<(rightEnd ?? codes.count))
  }

  private func piece(_ range: Range<Int>) -> ScanPiece {
    let start = GenomicPosition(zeroBased: Int64(range.lowerBound))
    let piece = ScanPiece(
      beginning: ScanSequence(name: name(index), index: index), start: start, gridAnchor: start,
      codes: Array(sequences[index][range]), isEnd: true,
      isWholeEnd: range.upperBound == sequences[index].count)
    if rightEnd == nil { index += 1 }
    return piece
  }

  /// Bases of the two ends whose grids together are symmetric; nil if one grid fits by itself.
  ///
  /// With `d` bases more than a window, windows start at `k stride` and `d - k stride` for all `k` up to
  /// the first that leaves no more than a stride between the two innermost.
  private func lengthOfEnds(_ length: Int, _ windows: Windows) -> Int? {
    let stride = windows.stride
    let excess = length - windows.length
    guard excess > 0, excess % stride != 0 else { return nil }
    let steps = (max(0, excess - stride) + 2 * stride - 1) / (2 * stride)
    return steps * stride + windows.length
  }
}
