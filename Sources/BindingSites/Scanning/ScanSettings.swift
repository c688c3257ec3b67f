/// What a scan does with every window.
package struct ScanSettings: Sendable, Equatable {
  /// What a base that is not A, C, G or T is taken for.
  package enum AmbiguityPolicy: String, Sendable, CaseIterable {
    /// Any of the four with equal chance: input 0.25 in each channel.
    case uniform
    /// Nothing: input 0 in each channel.
    case zero
    /// The window is not scored.
    case skip
    /// The scan ends with an error.
    case error
  }

  package enum StrandChoice: String, Sendable, CaseIterable {
    /// The mean of the two strands' logits: the same for a sequence and its reverse complement.
    case both
    case forward
    case reverse
  }

  /// Soft-masked (lower-case) bases are read as they are, or as N.
  package enum MaskPolicy: String, Sendable, CaseIterable {
    case none
    case soft
  }

  package var stride = 50
  package var strand = StrandChoice.both
  package var ambiguity = AmbiguityPolicy.uniform
  package var mask = MaskPolicy.none
  /// Windows with a larger share of ambiguous bases are not scored: such scores would mean nothing.
  package var maximumAmbiguousFraction = 0.5

  package init() {}
}
