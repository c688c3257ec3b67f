import Foundation

/// The bytes of a file in the package's `reference` folder.
package func referenceFile(_ name: String) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: referencePath(name)))
}

/// The path of a file in the package's `reference` folder.
package func referencePath(_ name: String) -> String {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return root.appendingPathComponent("reference/\(name)").path
}
