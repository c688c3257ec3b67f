internal import FoundationEssentials

/// A regular file read in ranges: small files are read at once, large ones mapped, so that memory
/// stays bounded however long a recording is.
struct ByteFile: Sendable {
  let path: String
  /// Whether the content is mapped rather than in memory.
  let isMapped: Bool
  private let content: Data

  private static let mappingThreshold = 16 << 20

  /// Opens `path`; throws `cannotOpen` for anything but a readable regular file.
  init(path: String) throws(ECGSignalError) {
    self.path = path
    isMapped = try Self.size(ofRegularFile: path) > Self.mappingThreshold
    do {
      content = try Data(
        contentsOf: URL(filePath: path),
        options: isMapped ? .alwaysMapped : [])
    } catch {
      throw .cannotOpen(path: path, reason: Self.reason(of: error, path: path))
    }
  }

  /// The number of bytes.
  var count: Int { content.count }

  /// A copy of the bytes at `range`, cut at the end of the file.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    let cut = range.clamped(to: 0..<content.count)
    let content = passingMapping ?? content
    return [UInt8](
      content[cut.lowerBound + content.startIndex..<cut.upperBound + content.startIndex])
  }

  /// A large file mapped for one reading: what is read through a mapping counts as memory of the
  /// process as long as the mapping lasts. `nil` where the lasting one must do.
  private var passingMapping: Data? {
    guard isMapped,
      let mapping = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped),
      mapping.count == content.count
    else { return nil }
    return mapping
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
      // An integer of a type that differs between the parts of Foundation a program is linked with;
      // casts between integer types work with some of them only.
      let value = attributes[.size]
      if let size = value as? UInt64 { return Int(clamping: size) }
      if let size = value as? UInt { return Int(clamping: size) }
      if let size = value as? Int { return size }
      throw ECGSignalError.cannotOpen(path: path, reason: "its size is not known")
    } catch let error as ECGSignalError {
      throw error
    } catch {
      throw .cannotOpen(path: path, reason: reason(of: error, path: path))
    }
  }

  private static func reason(of error: any Error, path: String) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: RecordFinder.reasonForAbsence(of: path, what: "file")
    case .fileReadNoPermission: "permission denied"
    case .fileReadInvalidFileName: "the name is not valid"
    case .fileReadTooLarge: "it is too large"
    default: "reading failed"
    }
  }
}
