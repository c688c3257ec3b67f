internal import BindingSites

/// All shards of one run, in order.
struct ShardSet {
  let files: [ShardFile]
  let run: ShardRun

  /// Throws `ShardError`: what reading a file gives, `foreign`, `doubled`, `missing`.
  init(paths: [String]) throws(ShardError) {
    var files: [ShardFile] = []
    for path in paths { files.append(try ShardFile(path: path)) }
    guard let first = files.first else { throw .missing(shards: [1], count: 1) }
    let count = first.header.shard.count
    for file in files {
      let difference =
        file.header.run.difference(from: first.header.run)
        ?? (file.header.shard.count == count ? nil : "number of shards")
      if let difference {
        throw .foreign(path: file.path, other: first.path, difference: difference)
      }
    }
    // By number, then path: the same message whatever the order.
    files.sort { ($0.header.shard.index, $0.path) < ($1.header.shard.index, $1.path) }
    for (file, next) in zip(files, files.dropFirst())
    where file.header.shard == next.header.shard {
      throw .doubled(path: file.path, other: next.path, shard: file.header.shard.text)
    }
    let present = Set(files.map(\.header.shard.index))
    let missing = (1...count).filter { !present.contains($0) }
    guard missing.isEmpty else { throw .missing(shards: missing, count: count) }
    self.files = files
    run = first.header.run
  }
}
