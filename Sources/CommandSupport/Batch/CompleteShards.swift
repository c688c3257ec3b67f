package import RecurrentCore

/// A file that holds one shard of a run.
package protocol ShardMember {
  var path: String { get }
  var shard: ShardNumber { get }
  /// In what the run differs from another's, for a message; nil where it does not.
  func difference(from other: Self) -> String?
}

/// All shards of one run, in order.
package struct CompleteShards<File: ShardMember> {
  package let first: File
  package let files: [File]

  /// Throws `foreign`, `doubled`, `missing`.
  package init(_ given: [File]) throws(ShardError) {
    guard let first = given.first else { throw .missing(shards: [1], count: 1) }
    let count = first.shard.count
    for file in given {
      let difference =
        file.difference(from: first) ?? (file.shard.count == count ? nil : "number of shards")
      if let difference {
        throw .foreign(path: file.path, other: first.path, difference: difference)
      }
    }
    // By number, then path: the same message whatever the order.
    let files = given.sorted { ($0.shard.index, $0.path) < ($1.shard.index, $1.path) }
    for (file, next) in zip(files, files.dropFirst()) where file.shard == next.shard {
      throw .doubled(path: file.path, other: next.path, shard: file.shard.text)
    }
    let present = Set(files.map(\.shard.index))
    let missing = (1...count).filter { !present.contains($0) }
    guard missing.isEmpty else { throw .missing(shards: missing, count: count) }
    self.files = files
    self.first = files[0]
  }
}
