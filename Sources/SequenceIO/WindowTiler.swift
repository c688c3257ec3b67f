package import GenomicRegions

/// A stretch of fixed length cut from a contig.
package struct SequenceWindow: Sendable, Equatable {
  package var contigIndex: Int
  package var contig: String
  package var start: GenomicPosition
  /// Bases as `BaseCode`; fewer than the window's size only under `Tail.shorten`.
  package var codes: [UInt8]

  package init(contigIndex: Int, contig: String, start: GenomicPosition, codes: [UInt8]) {
    self.contigIndex = contigIndex
    self.contig = contig
    self.start = start
    self.codes = codes
  }
}

/// Cuts a stream of pieces into windows of `size` bases, one every `stride`.
///
/// Windows start at multiples of the stride from the contig's first base, so they depend on the contig
/// alone and not on its pieces. Memory is one window and one piece.
package struct WindowTiler: Sendable {
  /// What happens to bases at a contig's end that no whole window covers.
  package enum Tail: Sendable, CaseIterable {
    /// They are left out.
    case drop
    /// They come in one more window, shorter than the others.
    case shorten
    /// They come in one more window of full size that ends with the contig, if it is long enough.
    case anchor
  }

  package let size: Int
  package let stride: Int
  package let tail: Tail
  private var pending: [UInt8] = []
  private var pendingStart = GenomicPosition.contigStart
  private var firstBase = GenomicPosition.contigStart
  private var nextStart = GenomicPosition.contigStart
  private var coveredEnd = GenomicPosition.contigStart

  /// - Precondition: `size >= 1`, `stride >= 1`.
  package init(size: Int, stride: Int, tail: Tail) {
    precondition(size >= 1 && stride >= 1, "the size is \(size), the stride \(stride)")
    self.size = size
    self.stride = stride
    self.tail = tail
  }

  /// Takes the next piece and returns the windows that are complete with it, in order.
  package mutating func append(_ chunk: SequenceChunk) -> [SequenceWindow] {
    if chunk.isContigStart { begin(at: chunk.start) }
    pending += chunk.codes
    let end = pendingStart + Int64(pending.count)
    precondition(end == chunk.end, "a piece that ends at \(chunk.end.offset) follows \(end.offset)")
    var windows: [SequenceWindow] = []
    func cut(_ start: GenomicPosition) -> SequenceWindow {
      let offset = Int(start - pendingStart)
      return SequenceWindow(
        contigIndex: chunk.contigIndex, contig: chunk.contig, start: start,
        codes: Array(pending[offset..<min(offset + size, pending.count)]))
    }
    while nextStart + Int64(size) <= end {
      windows.append(cut(nextStart))
      coveredEnd = nextStart + Int64(size)
      nextStart = nextStart + Int64(stride)
    }
    if chunk.isContigEnd && coveredEnd < end {
      let anchored = end - Int64(size)
      if tail == .shorten && nextStart < end {
        windows.append(cut(nextStart))
      } else if tail == .anchor && anchored >= firstBase {
        windows.append(cut(anchored))
      }
    }
    let needed = min(nextStart, end - Int64(size))
    let passed = max(0, min(Int(needed - pendingStart), pending.count))
    pending.removeFirst(passed)
    pendingStart = pendingStart + Int64(passed)
    return windows
  }

  private mutating func begin(at start: GenomicPosition) {
    let step = Int64(stride)
    pending.removeAll(keepingCapacity: true)
    pendingStart = start
    firstBase = start
    coveredEnd = start
    nextStart = GenomicPosition(zeroBased: (start.offset + step - 1) / step * step)
  }
}
