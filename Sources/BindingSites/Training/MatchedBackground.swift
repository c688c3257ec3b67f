package import GenomicRegions
internal import RecurrentCore
package import SequenceIO

/// Windows of a genome that are like bound ones in all but being bound: as many for each cell of the
/// joint histogram of GC content, soft-masked share and unknown share.
///
/// Candidates are the windows that tile each contig from a place drawn for it, without those that
/// share a base with what is to be avoided; so no two overlap. Of each cell the windows with the
/// smallest random numbers are taken, numbers that seed and place alone decide. The genome is read once; memory is that
/// of the windows taken.
package struct MatchedBackground: Sendable {
  /// A window taken, in the genome's order.
  package struct Window: Sendable, Equatable {
    package let interval: GenomicInterval
    /// `BaseCode`s without soft mask.
    package let codes: [UInt8]
    package let composition: WindowComposition
  }

  package private(set) var windows: [Window] = []
  /// Windows asked for and not found, as the genome has too few like the bound ones.
  package let shortfall: Int

  /// Reads the contigs of a genome that are to be drawn from.
  ///
  /// - Parameters:
  ///   - compositions: of the bound windows.
  ///   - ratio: windows for each of them.
  ///   - length: of a window.
  ///   - contigs: names of contigs to draw from.
  ///   - avoided: what no window may share a base with.
  ///   - willRead: called before each piece that is read, with its bases.
  package init(
    like compositions: [WindowComposition], ratio: Int, length: Int, genome: IndexedFASTA,
    contigs: Set<String>, avoiding avoided: RegionSet, seed: UInt64,
    willRead: (Int) throws -> Void = { _ in }
  ) throws {
    precondition(ratio > 0 && length > 0, "\(ratio) windows of \(length)")
    var cells: [WindowComposition.Bin: Cell] = [:]
    for composition in compositions {
      cells[composition.bin, default: Cell()].wanted += ratio
    }
    for (index, contig) in genome.contigs.contigs.enumerated()
    where contigs.contains(contig.name) && contig.length >= Int64(length) {
      var generator = RandomGenerator(seed: seed, stream: Self.stream, UInt64(index))
      let offset = Int64.random(
        in: 0...min(Int64(length) - 1, contig.length - Int64(length)), using: &generator)
      let whole = GenomicInterval(
        contig: contig.name, start: GenomicPosition(zeroBased: offset),
        end: GenomicPosition(zeroBased: contig.length))
      try Self.tile(whole, genome, length: length, willRead: willRead) { interval, codes in
        let composition = WindowComposition(codes)
        let bin = composition.bin
        guard cells[bin] != nil, !avoided.overlaps(interval) else { return }
        var generator = RandomGenerator(
          seed: seed, stream: Self.stream, UInt64(index), UInt64(interval.start.offset))
        let ticket = Ticket(
          number: generator.next(), contig: index, start: interval.start.offset)
        cells[bin]?.offer(ticket) {
          Window(
            interval: interval, codes: codes.map { $0 & BaseCode.symbolBits },
            composition: composition)
        }
      }
    }
    var taken: [(ticket: Ticket, window: Window)] = []
    var missing = 0
    for cell in cells.values {
      let drawn = cell.drawn
      missing += cell.wanted - drawn.count
      taken += drawn
    }
    shortfall = missing
    taken.sort { ($0.ticket.contig, $0.ticket.start) < ($1.ticket.contig, $1.ticket.start) }
    windows = taken.map(\.window)
  }

  /// The windows as unbound examples.
  package var examples: [LabelledSequence] {
    windows.map {
      LabelledSequence(
        name: LabelledSequence.name(at: $0.interval), codes: $0.codes, isBound: false)
    }
  }

  private static let stream: UInt64 = 0x4241_434B

  /// Gives the windows that follow each other on an interval.
  private static func tile(
    _ interval: GenomicInterval, _ genome: IndexedFASTA, length: Int,
    willRead: (Int) throws -> Void, _ take: (GenomicInterval, ArraySlice<UInt8>) -> Void
  ) throws {
    let source = try genome.bases(of: interval)
    var pending: [UInt8] = []
    var start = interval.start
    while let chunk = try source.next() {
      try willRead(chunk.codes.count)
      pending += chunk.codes
      var used = 0
      while used + length <= pending.count {
        let end = start + Int64(length)
        take(
          GenomicInterval(contig: interval.contig, start: start, end: end),
          pending[used..<used + length])
        start = end
        used += length
      }
      pending.removeFirst(used)
    }
  }
}

/// A window's chance to be taken: the smallest numbers are.
private struct Ticket: Comparable {
  let number: UInt64
  let contig: Int
  let start: Int64

  static func < (left: Ticket, right: Ticket) -> Bool {
    (left.number, left.contig, left.start) < (right.number, right.contig, right.start)
  }
}

/// The windows of one cell of the histogram that are in the running.
private struct Cell {
  var wanted = 0
  private var kept: [(ticket: Ticket, window: MatchedBackground.Window)] = []
  /// No ticket above it is among the `wanted` smallest.
  private var limit: Ticket?

  /// The `wanted` windows with the smallest tickets, or all there are.
  var drawn: ArraySlice<(ticket: Ticket, window: MatchedBackground.Window)> {
    kept.sorted { $0.ticket < $1.ticket }.prefix(wanted)
  }

  mutating func offer(_ ticket: Ticket, _ window: () -> MatchedBackground.Window) {
    if let limit, limit < ticket { return }
    kept.append((ticket, window()))
    // Sorting now and then costs less than keeping order, and memory stays in proportion.
    if kept.count >= 2 * wanted + 16 {
      kept = Array(drawn)
      limit = kept.last?.ticket
    }
  }
}
