/// How a set of examples is varied from epoch to epoch.
package struct Augmentation: Codable, Sendable, Equatable {
  /// Each example is shown as its reverse complement half of the time.
  package var reverseComplement = true
  /// How often a bound example comes in an epoch.
  package var positiveRepeats = 1
  /// Bound examples are moved by up to so many bases either way; what comes in at the end is taken
  /// from an unbound example.
  package var jitter = 0
  /// Fresh dinucleotide shuffles of bound examples, as unbound ones, for each bound example.
  package var shufflesPerPositive = 0
  /// Bound examples moved off the centre, as unbound ones, for each bound example: they teach the
  /// network that a site counts for the window in whose middle it lies.
  package var offCentrePerPositive = 0
  /// By how many bases those are moved, either way.
  package var offCentreShift = 40...75

  package init() {}

  /// Bound and unbound examples of an epoch.
  func count(positives: Int, negatives: Int) -> Int {
    positives * (positiveRepeats + shufflesPerPositive + offCentrePerPositive) + negatives
  }
}
