/// What a scan needs of a model: what to score, and what scores mean.
package protocol SiteModel: Sendable {
  var name: String { get }
  /// The file it was read from.
  var path: String { get }
  /// The SHA-256 of that file, in hexadecimal.
  var sha256: String? { get }
  /// Label, window, stride and threshold.
  var contract: BindingContract { get }
  /// One for all threads.
  var scorer: SiteScorer { get }

  /// Whether p-values depend on the G+C share of what is scored.
  var isStratified: Bool { get }

  /// The probability that a background window of such a G+C share scores at least this much.
  func pValue(ofLogit logit: Float, gc: GCShare) -> Double
  /// The probability that a window of this score holds a site.
  func probability(ofLogit logit: Float) -> Double
}
