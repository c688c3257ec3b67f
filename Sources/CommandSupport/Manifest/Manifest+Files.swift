internal import RecurrentCore
package import ResultsExport

extension Manifest {
  /// Files read, with their hashes if those are wanted: they cost a reading of each.
  ///
  /// Pipes and devices, which can be read only once, have none; nor have files that cannot be read.
  package static func files(_ paths: [String], areHashed: Bool) -> [File] {
    paths.map { path in
      let isFile = FileIdentity(path: path)?.kind == .regular
      return File(
        path: path,
        sha256: areHashed && isFile ? try? SHA256.hexadecimal(ofFile: path) : nil)
    }
  }
}
