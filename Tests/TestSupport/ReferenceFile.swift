import Foundation

/// The bytes of a file in the package's `reference` folder.
package func referenceFile(_ name: String) throws -> Data {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return try Data(contentsOf: root.appendingPathComponent("reference/\(name)"))
}
