internal import GenomicRegions

/// Cuts streamed sequences into units of work.
protocol BlockAssembler {
  associatedtype Block: Sendable

  /// Begins the sequence whose first bases come with the piece.
  mutating func beginSequence(
    index: Int, _ piece: ScanPiece, isWanted: @escaping (Range<Int64>) -> Bool)
  /// Takes the next bases; hands over every block that became full.
  mutating func append(_ codes: [UInt8]) -> [Block]
  /// Ends the sequence, or the part of it that is scanned.
  mutating func endSequence(isWholeEnd: Bool) -> [Block]
  /// The last, partly filled block.
  mutating func finish() -> Block?
}

extension WindowBlockAssembler: BlockAssembler {
  mutating func beginSequence(
    index: Int, _ piece: ScanPiece, isWanted: @escaping (Range<Int64>) -> Bool
  ) {
    beginSequence(
      index: index, start: piece.start.offset, anchor: piece.gridAnchor.offset,
      countedEnd: piece.countedEnd)
  }
}

extension BinBlockAssembler: BlockAssembler {
  mutating func beginSequence(
    index: Int, _ piece: ScanPiece, isWanted: @escaping (Range<Int64>) -> Bool
  ) {
    beginSequence(index: index, start: piece.start.offset, isWanted: isWanted)
  }
}

/// Turns an input's pieces into blocks, and remembers the sequences that are under way.
final class BlockFeed<Assembler: BlockAssembler> {
  private let input: any ScanInput
  private var assembler: Assembler
  private let wants: SequenceScan.ChunkChoice
  private var ready: [Assembler.Block] = []
  private var sequences: [Int: ScanSequence] = [:]
  private var sequenceCount = 0
  private var isFinished = false
  private var failure: (any Error)?

  init(
    _ input: any ScanInput, _ assembler: Assembler, _ wants: @escaping SequenceScan.ChunkChoice
  ) {
    self.input = input
    self.assembler = assembler
    self.wants = wants
  }

  func next() throws -> Assembler.Block? {
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
      let wants = wants
      assembler.beginSequence(
        index: sequenceCount, piece, isWanted: { wants(sequence, $0) })
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
