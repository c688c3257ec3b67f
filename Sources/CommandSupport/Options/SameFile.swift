internal import ResultsExport

/// Whether two paths name one file: by device and number where both exist, links followed, else by
/// folder and name. Devices and pipes, which many may write to, are never the same.
package func sameFile(_ left: String, _ right: String) -> Bool {
  switch (FileIdentity(path: left), FileIdentity(path: right)) {
  case (let first?, let second?): first == second && first.kind != .other
  case (nil, nil): split(left) == split(right)
  default: false
  }
}

/// The folder, links followed, and the name in it.
private func split(_ path: String) -> [String] {
  let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  let folder = cut == path.startIndex ? "." : String(path[..<cut])
  return [FileSystem.resolved(folder) ?? folder, String(path[cut...])]
}
