internal import FoundationEssentials

/// A regular file read in ranges: small files are read at once, large ones mapped, so that memory
/// stays bounded however long a recording is.
struct ByteFile: Sendable {
  let path: String
  private let content: Data

  private static let mappingThreshold = 16 << 20

  /// Opens `path`; throws `cannotOpen` for anything but a readable regular file.
  init(path: String) throws(ECGSignalError) {
    self.path = path
    let size = try Self.size(ofRegularFile: path)
    do {
      content = try Data(
        contentsOf: URL(filePath: path),
        options: size > Self.mappingThreshold ? .alwaysMapped : [])
    } catch {
      throw .cannotOpen(path: path, reason: Self.reason(of: error))
    }
  }

  /// The number of bytes.
  var count: Int { content.count }

  /// A copy of the bytes at `range`, cut at the end of the file.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let cut = range.clamped(to: 0..<content.count)
    return [UInt8](
      content[cut.lowerBound + content.startIndex..<cut.upperBound + content.startIndex])
  }

  /// The whole content; throws `tooLong` above `limit` bytes.
  static func text(path: String, limit: Int) throws(ECGSignalError) -> [UInt8] {
    let size = try size(ofRegularFile: path)
    guard size <= limit else {
      throw .malformedHeader(
        path: path, line: nil, problem: "\(size) bytes are more than the \(limit) a header may have"
      )
    }
    let file = try ByteFile(path: path)
    return file.bytes(0..<file.count)
  }

  /// Whether `path` leads to a regular file, links followed.
  static func exists(_ path: String) -> Bool {
    (try? size(ofRegularFile: path)) != nil
  }

  private static func size(ofRegularFile path: String) throws(ECGSignalError) -> Int {
    do {
      var attributes = try FileManager.default.attributesOfItem(atPath: path)
      if attributes[.type] as? FileAttributeType == .typeSymbolicLink {
        attributes = try FileManager.default.attributesOfItem(
          atPath: URL(filePath: path).resolvingSymlinksInPath().path)
      }
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw ECGSignalError.cannotOpen(path: path, reason: "it is not a regular file")
      }
      if let size = attributes[.size] as? UInt64 { return Int(clamping: size) }
      return (attributes[.size] as? Int) ?? 0
    } catch let error as ECGSignalError {
      throw error
    } catch {
      throw .cannotOpen(path: path, reason: reason(of: error))
    }
  }

  private static func reason(of error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no such file"
    case .fileReadNoPermission: "permission denied"
    case .fileReadInvalidFileName: "the name is not valid"
    case .fileReadTooLarge: "it is too large"
    default: "reading failed"
    }
  }
}
