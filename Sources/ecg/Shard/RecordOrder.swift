internal import Arrhythmia
internal import RecurrentCore

/// Deals records to shards by the rank of their names: every n-th is a shard's, so that shards are alike in
/// records, long ones are spread, and the order in which records are given changes no shard.
struct RecordOrder {
  /// Places in the list by rank: names in the order of their bytes, paths where names are the same.
  let places: [Int]
  /// Ranks by place in the list.
  let ranks: [Int]

  init(_ sources: [RecordSource]) {
    let keys = sources.map { (Array($0.record.utf8), Array($0.path.utf8)) }
    places = keys.indices.sorted { left, right in
      let (name, other) = (keys[left].0, keys[right].0)
      if name != other { return name.lexicographicallyPrecedes(other) }
      return keys[left].1.lexicographicallyPrecedes(keys[right].1)
    }
    var ranks = Array(repeating: 0, count: sources.count)
    for (rank, place) in places.enumerated() { ranks[place] = rank }
    self.ranks = ranks
  }

  /// The places of a shard's records, ascending.
  func places(of shard: ShardNumber) -> [Int] {
    ranks.indices.filter { ranks[$0] % shard.count == shard.index - 1 }
  }

  /// Tells orders of the same records from each other.
  var sha256: String {
    SHA256.hexadecimal(of: Array(ranks.map(String.init).joined(separator: " ").utf8))
  }
}
