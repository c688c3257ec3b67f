/// What a compiled network reads of a sequence at each step.
package enum LaneInput: Sendable {
  /// Numbers.
  case values
  /// The codes of letters.
  case letters
  /// Numbers of vectors; negative ones stand for zeros.
  case tokens
}
