internal import FoundationEssentials
internal import Glibc

/// Whole files: the only place where models and checkpoints touch the disk.
enum FileAccess {
  struct Failure: Error {
    let reason: String
  }

  /// Larger files are refused before anything is allocated.
  static let maximumSize = 1 << 30

  /// The bytes of a regular file of at most `maximumSize` bytes.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let (url, size) = try regularFile(path)
    guard size <= maximumSize else {
      throw Failure(reason: "\(size) bytes are more than a model can have")
    }
    do {
      return Array(try Data(contentsOf: url))
    } catch {
      throw failure(error)
    }
  }

  /// A regular file of any size, as mapped memory.
  static func map(_ path: String) throws(Failure) -> Data {
    let (url, _) = try regularFile(path)
    do {
      return try Data(contentsOf: url, options: .alwaysMapped)
    } catch {
      throw failure(error)
    }
  }

  /// Devices and pipes are refused: they could block or have no end.
  private static func regularFile(_ path: String) throws(Failure) -> (URL, size: UInt) {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      guard attributes[.type] as? FileAttributeType == .typeRegular,
        let size = attributes[.size] as? UInt
      else { throw Failure(reason: "not a regular file") }
      return (url, size)
    } catch {
      throw failure(error)
    }
  }

  /// Writes a temporary file beside `path`, flushes it to disk and renames it.
  static func writeAtomically(_ bytes: [UInt8], to path: String) throws(Failure) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw failure(error)
    }
  }

  static func failure(_ error: any Error) -> Failure {
    if let failure = error as? Failure { return failure }
    guard let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code else {
      return Failure(reason: (error as? CocoaError).map { "error \($0.code.rawValue)" } ?? "error")
    }
    switch code {
    case .ENOENT: return Failure(reason: "no such file or directory")
    case .EACCES, .EPERM: return Failure(reason: "permission denied")
    case .EISDIR: return Failure(reason: "is a directory")
    case .ENOTDIR: return Failure(reason: "part of the path is not a directory")
    case .ENOSPC, .EDQUOT: return Failure(reason: "no space left")
    case .EROFS: return Failure(reason: "the file system is read-only")
    default: return Failure(reason: "system error \(code.rawValue)")
    }
  }
}
