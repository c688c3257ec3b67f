internal import RecurrentCore
internal import SequenceIO

/// Labelled sequences fit to train on or to measure with: one length, no repeats, no contradictions.
package struct ExampleSet: Sendable {
  package private(set) var examples: [LabelledSequence]
  /// What was left out or changed on the way in, in words.
  package private(set) var remarks: [String] = []
  /// Examples of each class before any was left out.
  private let given: (bound: Int, unbound: Int)

  /// - Parameters:
  ///   - examples: every one with a label.
  ///   - window: the length every sequence is cropped or padded to around its centre; nil asks that
  ///     they have one length already.
  package init(_ examples: [LabelledSequence], window: Int?) throws(BindingSitesError) {
    precondition(examples.allSatisfy { $0.isBound != nil }, "an example without label")
    let bound = examples.count { $0.isBound == true }
    given = (bound, examples.count - bound)
    self.examples = try Self.fitted(examples, window: window)
    dropAllAmbiguous()
    dropRepeats()
  }

  package var window: Int { examples.first?.codes.count ?? 0 }
  package var positiveCount: Int { examples.count { $0.isBound == true } }
  package var negativeCount: Int { examples.count - positiveCount }

  /// Throws `unusableExamples` unless both classes have at least that many examples.
  ///
  /// - Parameter unboundAreMade: asks for bound examples only.
  package func requireClasses(
    atLeast minimum: Int, unboundAreMade: Bool = false
  ) throws(BindingSitesError) {
    try requireAny(positiveCount, of: given.bound, "bound", besides: given.unbound, "unbound")
    if unboundAreMade {
      guard positiveCount >= minimum else {
        throw .unusableExamples(
          problem: "\(positiveCount) bound sequences are too few",
          remedy: "give at least \(minimum)")
      }
      return
    }
    try requireAny(negativeCount, of: given.unbound, "unbound", besides: given.bound, "bound")
    guard positiveCount >= minimum, negativeCount >= minimum else {
      throw .unusableExamples(
        problem: "\(positiveCount) bound and \(negativeCount) unbound sequences are too few",
        remedy: "give at least \(minimum) of each")
    }
  }

  /// Throws `unusableExamples` where nothing is left of a class, saying why.
  private func requireAny(
    _ left: Int, of count: Int, _ kind: String, besides others: Int, _ otherKind: String
  ) throws(BindingSitesError) {
    guard left == 0 else { return }
    guard count > 0 else {
      throw .unusableExamples(
        problem: "only \(otherKind) sequences were given: \(others)",
        remedy: "give \(kind) ones too")
    }
    throw .unusableExamples(
      problem: "none of the \(count) \(kind) sequences given can be used"
        + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"),
      remedy: "give \(kind) sequences that differ from the \(otherKind) ones and hold known bases")
  }

  /// Throws `unusableExamples` unless this side of a division has enough of each class.
  ///
  /// - Parameters:
  ///   - unboundAreMade: asks for bound examples only.
  ///   - total: bound and unbound examples of both sides.
  package func requireClasses(
    atLeast minimum: Int, on side: LabelledSequence.Side, unboundAreMade: Bool = false,
    of total: (bound: Int, unbound: Int)
  ) throws(BindingSitesError) {
    guard positiveCount < minimum || (!unboundAreMade && negativeCount < minimum) else { return }
    let unbound = unboundAreMade ? "" : " and \(negativeCount) of \(total.unbound) unbound"
    throw .unusableExamples(
      problem: "the \(side.rawValue) set has \(positiveCount) of \(total.bound) bound\(unbound) "
        + "sequences, which are too few",
      remedy: "give more, or a \(side == .training ? "smaller" : "larger") share to --validation: "
        + "at least \(minimum)\(unboundAreMade ? "" : " of each")")
  }

  /// Dinucleotide shuffles of the bound examples as unbound ones, one of each; always the same.
  package func shuffledPositives(seed: UInt64) -> [LabelledSequence] {
    var generator = RandomGenerator(seed: seed, stream: 0x5348_5546)
    return examples.filter { $0.isBound == true }.map { example in
      LabelledSequence(
        name: example.name + " shuffled",
        codes: DinucleotideShuffle(of: example.codes)(using: &generator), isBound: false)
    }
  }

  /// Leaves out examples that a validation set also holds, in either direction.
  package mutating func remove(relatedTo validation: ExampleSet) {
    let known = Set(validation.examples.map { RelatedExamples.canonical($0.codes) })
    let before = examples.count
    examples.removeAll { known.contains(RelatedExamples.canonical($0.codes)) }
    remark(before - examples.count, "also in the validation set, left out of training")
  }

  /// Leaves out examples that are related to one of validation sets: equal, the other strand, or of an
  /// overlapping place.
  package mutating func remove(overlapping validation: [ExampleSet]) {
    let held = validation.flatMap(\.examples)
    let count = examples.count
    var isRelated = Array(repeating: false, count: count)
    for group in RelatedExamples.groups(of: examples + held)
    where group.contains(where: { $0 >= count }) {
      for index in group where index < count { isRelated[index] = true }
    }
    examples = zip(examples, isRelated).filter { !$1 }.map(\.0)
  }

  private mutating func remark(_ count: Int, _ text: String) {
    if count > 0 { remarks.append("\(count) sequence\(count == 1 ? "" : "s") \(text)") }
  }

  private static func fitted(
    _ examples: [LabelledSequence], window: Int?
  ) throws(BindingSitesError) -> [LabelledSequence] {
    let lengths = examples.lazy.map(\.codes.count)
    guard let shortest = lengths.min(), let longest = lengths.max() else { return [] }
    guard let window else {
      guard shortest == longest else {
        throw .unusableExamples(
          problem: "the sequences have lengths from \(shortest) to \(longest)",
          remedy: "crop or pad them around their centres with --window N")
      }
      return examples
    }
    return examples.map { $0.withCodes(fit($0.codes, to: window)) }
  }

  /// The middle of a sequence, or the sequence with N on both sides.
  package static func fit(_ codes: [UInt8], to window: Int) -> [UInt8] {
    if codes.count >= window {
      let start = (codes.count - window) / 2
      return Array(codes[start..<start + window])
    }
    return SequencePadding.padded(codes, window: window)
  }

  private mutating func dropAllAmbiguous() {
    let before = examples.count
    examples.removeAll { $0.codes.allSatisfy(BaseCode.isAmbiguous) }
    remark(before - examples.count, "without a single known base left out")
  }

  /// Keeps the first of equal sequences; a sequence that is bound in one place is never unbound.
  private mutating func dropRepeats() {
    let bound = Set(examples.lazy.filter { $0.isBound == true }.map(\.codes))
    var seen: Set<[UInt8]> = []
    var (repeats, contradictions) = (0, 0)
    examples.removeAll { example in
      if example.isBound == false, bound.contains(example.codes) {
        contradictions += 1
        return true
      }
      let isRepeat = !seen.insert(example.codes).inserted
      repeats += isRepeat ? 1 : 0
      return isRepeat
    }
    remark(contradictions, "given as bound and as unbound, kept as bound")
    remark(repeats, "given more than once, kept once")
  }
}
