package import SequenceIO

/// What a scan does with every window.
package struct ScanSettings: Codable, Sendable, Equatable {
  package enum StrandChoice: String, Codable, Sendable, CaseIterable {
    /// Both strands' logits put together: the same for a sequence and its reverse complement.
    case both
    case forward
    case reverse
  }

  /// Soft-masked (lower-case) bases are read as they are, or as N.
  package enum MaskPolicy: String, Codable, Sendable, CaseIterable {
    case none
    case soft
  }

  package var stride = 50
  package var strand = StrandChoice.both
  /// Under `skip` a window with an ambiguous base is not scored, under `error` the scan ends there.
  package var ambiguity = AmbiguityPolicy.uniform
  package var mask = MaskPolicy.none
  /// Windows with a larger share of ambiguous bases are not scored: such scores would mean nothing.
  package var maximumAmbiguousFraction = 0.5

  package init() {}
}
