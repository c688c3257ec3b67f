/// A sequence with what is known of it.
package struct LabelledSequence: Sendable, Equatable {
  package let name: String
  /// `BaseCode` symbols without soft mask.
  package let codes: [UInt8]
  /// Whether a site is there; nil where the source does not say.
  package let isBound: Bool?
  /// How much the example counts in training, > 0.
  package let weight: Float

  package init(name: String, codes: [UInt8], isBound: Bool?, weight: Float = 1) {
    self.name = name
    self.codes = codes
    self.isBound = isBound
    self.weight = weight
  }

  /// The same example, bound or not.
  package func labelled(_ isBound: Bool) -> LabelledSequence {
    LabelledSequence(name: name, codes: codes, isBound: isBound, weight: weight)
  }
}
