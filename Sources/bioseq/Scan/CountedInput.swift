internal import BindingSites
internal import CommandSupport
internal import GenomicRegions

/// An input whose bases are counted on their way.
final class CountedInput: ScanInput {
  private let input: any ScanInput
  private let progress: Progress
  private let cancellation: CancellationFlag
  private(set) var bases: Int64 = 0
  private(set) var sequences = 0
  /// The place after the last base, for messages.
  private(set) var place = ""

  init(_ input: any ScanInput, progress: Progress, cancellation: CancellationFlag) {
    self.input = input
    self.progress = progress
    self.cancellation = cancellation
  }

  func next() throws -> ScanPiece? {
    try cancellation.check()
    guard let piece = try input.next() else { return nil }
    if let beginning = piece.beginning {
      sequences += 1
      name = beginning.name
    }
    let count = Int64(piece.codes.count)
    bases += count
    place = "\(name):\(piece.start.offset + count)"
    progress.advance(by: count)
    return piece
  }

  private var name = ""
}
