/// The names that somebody who wrote another one may have meant.
enum NameSuggestions {
  private static let most = 3

  /// At most three of `names`: those that hold the written one, or differ from it in two letters or a
  /// third of them at most; nearest first, then by name.
  static func names(like written: String, among names: [String]) -> [String] {
    let own = Array(written.lowercased())
    let near = names.compactMap { name -> (distance: Int, name: String)? in
      let other = Array(name.lowercased())
      if !own.isEmpty, name.lowercased().contains(written.lowercased()) { return (0, name) }
      let distance = distance(own, other)
      return distance < own.count && distance <= max(2, own.count / 3) ? (distance, name) : nil
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(most).map(\.name)
  }

  /// Levenshtein's distance: the letters to put in, take out or change.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (place, other) in second.enumerated() {
        let change = diagonal + (letter == other ? 0 : 1)
        diagonal = row[place + 1]
        row[place + 1] = min(change, row[place] + 1, diagonal + 1)
      }
    }
    return row[second.count]
  }
}
