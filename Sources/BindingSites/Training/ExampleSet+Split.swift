internal import GenomicRegions
internal import RecurrentCore
internal import UserFacing

/// Which examples are set aside to validate on.
package enum ValidationChoice: Sendable, Equatable {
  /// About that share of the examples, by chance.
  case fraction(Double)
  /// The part of that number, from 1, of several parts that are alike in size and in each class, by
  /// chance.
  case fold(Int, of: Int)
  /// The examples whose places lie on these contigs.
  case contigs([String])
}

extension ExampleSet {
  /// The two sides of a split, and how many groups of related examples there were.
  package struct Split: Sendable {
    package let training: [LabelledSequence]
    package let validation: [LabelledSequence]
    package let groupCount: Int
    /// Examples on neither side, as they are related to validation examples of other contigs.
    package let leftOut: Int
  }

  /// Puts examples aside, related ones never on both sides.
  ///
  /// Related are equal sequences, reverse complements, and sequences whose names hold coordinates
  /// (`chr1:100-200`) that overlap or touch. Fractions and folds keep related examples on one side; the
  /// folds of a number, one after the other, hold every example once. Contigs decide for each example by
  /// itself; one on another contig that is related to a validation example is left out.
  ///
  /// Throws `unusableExamples` where contigs are chosen and an example has no place, or where no example
  /// lies on one of them.
  package func split(
    _ choice: ValidationChoice, seed: UInt64
  ) throws(BindingSitesError) -> Split {
    switch choice {
    case .fraction(let share): return split(validationFraction: share, seed: seed)
    case .fold(let number, let folds):
      precondition(1...folds ~= number, "fold \(number) of \(folds)")
      let groups = RelatedExamples.groups(of: examples)
      let folds = assignFolds(folds, groups, seed: seed)
      return parted(groups) { group, _ in folds[group] == number - 1 }
    case .contigs(let contigs):
      return try split(validationContigs: contigs)
    }
  }

  /// Puts about a fraction of the examples aside, related ones always on one side.
  ///
  /// The split depends on the seed and the set of groups alone.
  package func split(validationFraction: Double, seed: UInt64) -> Split {
    var generator = RandomGenerator(seed: seed, stream: 0x5350_4C49)
    let groups = RelatedExamples.groups(of: examples)
    var order = Array(groups.indices)
    order.shuffle(using: &generator)
    let wanted = Int((Double(examples.count) * validationFraction).rounded())
    var isValidation = Array(repeating: false, count: groups.count)
    var count = 0
    for group in order where count + groups[group].count <= wanted {
      isValidation[group] = true
      count += groups[group].count
    }
    return parted(groups) { group, _ in isValidation[group] }
  }

  /// The fold of each group: each goes to the fold that has the fewest examples of its class so far,
  /// large groups first, equal ones by chance.
  private func assignFolds(_ count: Int, _ groups: [[Int]], seed: UInt64) -> [Int] {
    var generator = RandomGenerator(seed: seed, stream: 0x464F_4C44)
    var places = Array(repeating: 0, count: groups.count)
    for (place, group) in generator.permutation(of: groups.count).enumerated() {
      places[group] = place
    }
    let bound = groups.map { group in group.count { examples[$0].isBound == true } }
    // Scarce classes decide first: what is bound is spread evenly before what is not.
    let order = groups.indices.sorted { left, right in
      let (first, second) = (bound[left], bound[right])
      if first != second { return first > second }
      if groups[left].count != groups[right].count {
        return groups[left].count > groups[right].count
      }
      return places[left] < places[right]
    }
    var boundByFold = Array(repeating: 0, count: count)
    var unboundByFold = Array(repeating: 0, count: count)
    var result = Array(repeating: 0, count: groups.count)
    for group in order {
      let load = bound[group] > 0 ? boundByFold : unboundByFold
      let fold = load.indices.min { (load[$0], $0) < (load[$1], $1) } ?? 0
      result[group] = fold
      boundByFold[fold] += bound[group]
      unboundByFold[fold] += groups[group].count - bound[group]
    }
    return result
  }

  private func split(validationContigs: [String]) throws(BindingSitesError) -> Split {
    let contigs = examples.map { $0.locus?.contig }
    if let first = contigs.firstIndex(of: nil) {
      throw .unusableExamples(
        problem:
          "sequences without a place on a contig: \(contigs.count { $0 == nil }), the first is "
          + examples[first].name.quoted,
        remedy: "name sequences like chr1:100-200, or give peaks with --genome")
    }
    let known = Set(contigs.compactMap { $0 })
    let missing = validationContigs.filter { !known.contains($0) }
    guard missing.isEmpty else {
      throw .unusableExamples(
        problem: "no sequence lies on \(missing.map(\.quoted).joined(separator: ", "))",
        remedy: "choose among \(NameList.text(known.sorted()))")
    }
    let wanted = Set(validationContigs)
    let isOnWanted = contigs.map { $0.map(wanted.contains) ?? false }
    let groups = RelatedExamples.groups(of: examples)
    let hasWanted = groups.map { group in group.contains { isOnWanted[$0] } }
    return parted(groups) { group, index in
      hasWanted[group] ? (isOnWanted[index] ? true : nil) : false
    }
  }

  /// - Parameter isValidation: of a group's index and an example's; nil leaves it out.
  private func parted(
    _ groups: [[Int]], _ isValidation: (_ group: Int, _ example: Int) -> Bool?
  ) -> Split {
    var sides: [Bool?] = Array(repeating: nil, count: examples.count)
    for (number, group) in groups.enumerated() {
      for index in group { sides[index] = isValidation(number, index) }
    }
    return Split(
      training: zip(examples, sides).filter { $1 == false }.map(\.0),
      validation: zip(examples, sides).filter { $1 == true }.map(\.0),
      groupCount: groups.count, leftOut: sides.count { $0 == nil })
  }
}
