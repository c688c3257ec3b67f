internal import FoundationEssentials

/// How long files are.
package enum FileSize {
  /// Nil where there is no such file or its length is not known.
  package static func bytes(ofFile path: String) -> Int64? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    // An integer of a type that differs between the parts of Foundation a program is linked with;
    // casts between integer types work with some of them only.
    let value = attributes?[.size]
    if let size = value as? UInt64 { return Int64(clamping: size) }
    if let size = value as? UInt { return Int64(clamping: size) }
    return (value as? Int).map(Int64.init)
  }
}
