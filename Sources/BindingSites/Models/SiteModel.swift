/// What a scan needs of a model: what to score, and what scores mean.
package protocol SiteModel: Sendable {
  var name: String { get }
  /// The file it was read from.
  var path: String { get }
  /// The SHA-256 of that file, in hexadecimal.
  var sha256: String? { get }
  /// Label, window, stride and threshold.
  var contract: BindingContract { get }
  /// What becomes of windows that pass side by side.
  var overlap: SiteOverlap { get }
  /// One for all threads.
  var scorer: SiteScorer { get }

  /// Whether p-values depend on the G+C share of what is scored.
  var isStratified: Bool { get }

  /// The probability that a background window of such a G+C share scores at least this much.
  func pValue(ofLogit logit: Float, gc: GCShare) -> Double
  /// The probability that a window of this score holds a site.
  func probability(ofLogit logit: Float) -> Double
}

/// What becomes of windows that pass side by side.
package enum SiteOverlap: Sendable {
  /// Those that overlap or touch become one site.
  case joined
  /// Only the best stays of those whose middles are up to so many bases apart; what stays is joined where it
  /// touches.
  case best(within: Int64)
  /// Only the best stays likewise, and each that stays is a site by itself.
  case apart(by: Int64)
}

extension SiteModel {
  package var overlap: SiteOverlap {
    // Neighbouring bins tell of the same sites.
    contract.bins == nil ? .joined : .best(within: Int64(contract.window))
  }
}
