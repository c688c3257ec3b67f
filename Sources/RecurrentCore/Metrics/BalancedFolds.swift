/// Splits of examples that keep related ones together and spread scores evenly.
package enum BalancedFolds {
  /// The fold of each example, `0..<count`.
  ///
  /// Groups are dealt out by mean score, forwards and backwards in turn, so that every fold holds an equal
  /// share of each stratum of scores. Labels are not looked at: dealt out class by class, folds would
  /// share the chance fluctuations of the set, and what is fitted to one would seem to hold in another.
  ///
  /// - Parameters:
  ///   - groups: indices of examples that must stay together; every index once.
  ///   - scores: one an example.
  package static func assign(_ groups: [[Int]], scores: [Double], count: Int) -> [Int] {
    precondition(groups.reduce(0) { $0 + $1.count } == scores.count, "a group for each example")
    let ranked = groups.filter { !$0.isEmpty }.map { group in
      (mean: group.reduce(0.0) { $0 + scores[$1] } / Double(group.count), group: group)
    }.sorted { ($0.mean, $0.group[0]) < ($1.mean, $1.group[0]) }
    var folds = Array(repeating: 0, count: scores.count)
    for (place, entry) in ranked.enumerated() {
      let within = place % count
      let fold = place / count % 2 == 0 ? within : count - 1 - within
      for index in entry.group { folds[index] = fold }
    }
    return folds
  }
}
