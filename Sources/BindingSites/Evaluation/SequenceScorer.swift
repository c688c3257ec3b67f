internal import GenomicRegions
internal import RecurrentCore
internal import SequenceIO

/// Scores whole sequences: the best of the windows they hold, on one strand or both.
package struct SequenceScorer: Sendable {
  private let scorer: any WindowScorer
  private let settings: ScanSettings

  /// What is found for a sequence.
  package struct Score: Sendable, Equatable {
    /// The best window's logit; nil if none could be scored.
    package let logit: Float?
    /// The share of bases that are not A, C, G or T.
    package let ambiguousFraction: Double
  }

  /// - Parameter settings: the stride counts only for sequences longer than a window.
  package init(_ scorer: any WindowScorer, settings: ScanSettings) {
    self.scorer = scorer
    self.settings = settings
  }

  /// Scores of sequences of `BaseCode`s in their order.
  ///
  /// Throws `ambiguousBase` under the error policy; `names` tells which sequence.
  package func scores(
    _ sequences: [[UInt8]], names: @escaping (Int) -> String, threads: Int
  ) async throws -> [Score] {
    var logits = [Float?](repeating: nil, count: sequences.count)
    let input = InMemorySequences(sequences, name: names)
    let scan = SequenceScan(scorer: scorer, settings: settings, threads: threads)
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

  /// The logits of sequences that have one each: as many as sequences, of the window's length.
  package func logits(_ sequences: [[UInt8]], threads: Int) async throws -> [Float] {
    try await scores(sequences, names: { "sequence \($0 + 1)" }, threads: threads).map {
      $0.logit ?? -Float.greatestFiniteMagnitude
    }
  }
}

/// Sequences that are in memory already.
private final class InMemorySequences: ScanInput {
  private let sequences: [[UInt8]]
  private let name: (Int) -> String
  private var index = 0

  init(_ sequences: [[UInt8]], name: @escaping (Int) -> String) {
    self.sequences = sequences
    self.name = name
  }

  func next() -> ScanPiece? {
    guard index < sequences.count else { return nil }
    defer { index += 1 }
    return ScanPiece(
      beginning: ScanSequence(name: name(index), index: index), start: .contigStart,
      codes: sequences[index], isEnd: true, isWholeEnd: true)
  }
}
