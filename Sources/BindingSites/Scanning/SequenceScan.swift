internal import GenomicRegions
internal import RecurrentCore

/// Streams sequences through a scorer: reading, scoring on several threads, results in input order.
///
/// What is delivered does not depend on the number of threads. Memory is bounded by the threads and
/// the block size, not by the input.
package struct SequenceScan: Sendable {
  private let scorer: BlockScorer
  private let window: Int
  private let stride: Int
  private let threads: Int

  /// Windows of one sequence, in order, with the sequence they belong to.
  package struct Windows {
    package let sequence: ScanSequence
    /// Bases covered by each window: 0-based half-open.
    package let intervals: [Range<Int64>]
    /// One for each window; nil where it was not scored because of ambiguous bases.
    package let logits: [Float?]
    /// Whether no more windows of the sequence come.
    package let endsSequence: Bool
  }

  package init(scorer: any WindowScorer, settings: ScanSettings, threads: Int) {
    self.scorer = BlockScorer(scorer, settings: settings)
    window = scorer.window
    stride = settings.stride
    self.threads = threads
  }

  /// Scans everything an input gives.
  ///
  /// Throws what the input throws, after delivering what came before; `ambiguousBase` under the
  /// error policy; what `deliver` throws.
  package func run(
    _ input: any ScanInput, deliver: (Windows) throws -> Void
  ) async throws {
    let feed = BlockFeed(input, window: window, stride: stride)
    let scorer = scorer
    try await mapInOrder(
      width: threads, next: { try feed.next() }, work: { scorer($0) },
      deliver: { block in
        if let (index, position) = block.firstAmbiguous {
          throw BindingSitesError.ambiguousBase(
            sequence: feed.sequence(at: index).name, position: position)
        }
        for segment in block.segments {
          let offsets = block.windowOffsets[segment.windows]
          try deliver(
            Windows(
              sequence: feed.sequence(at: segment.sequenceIndex),
              intervals: offsets.map { segment.interval(ofOffset: $0, window: window) },
              logits: Array(block.logits[segment.windows]), endsSequence: segment.endsSequence))
          if segment.endsSequence { feed.forget(segment.sequenceIndex) }
        }
      })
  }
}

/// Turns an input's pieces into blocks, and remembers the sequences that are under way.
private final class BlockFeed {
  private let input: any ScanInput
  private var assembler: WindowBlockAssembler
  private var ready: [WindowBlock] = []
  private var sequences: [Int: ScanSequence] = [:]
  private var sequenceCount = 0
  private var isFinished = false
  private var failure: (any Error)?

  init(_ input: any ScanInput, window: Int, stride: Int) {
    self.input = input
    assembler = WindowBlockAssembler(window: window, stride: stride)
  }

  func next() throws -> WindowBlock? {
    while ready.isEmpty, !isFinished {
      do {
        if let piece = try input.next() { take(piece) } else { finish() }
      } catch {
        // Windows that were complete before the input broke off still count.
        failure = error
        finish()
      }
    }
    if !ready.isEmpty { return ready.removeFirst() }
    if let failure { throw failure }
    return nil
  }

  func sequence(at index: Int) -> ScanSequence {
    guard let sequence = sequences[index] else {
      preconditionFailure("sequence \(index) is not under way")
    }
    return sequence
  }

  func forget(_ index: Int) { sequences[index] = nil }

  private func take(_ piece: ScanPiece) {
    if let sequence = piece.beginning {
      sequences[sequenceCount] = sequence
      assembler.beginSequence(
        index: sequenceCount, start: piece.start.offset, anchor: piece.gridAnchor.offset)
      sequenceCount += 1
    }
    ready += assembler.append(piece.codes)
    if piece.isEnd { ready += assembler.endSequence(isWholeEnd: piece.isWholeEnd) }
  }

  private func finish() {
    isFinished = true
    if let block = assembler.finish() { ready.append(block) }
  }
}
