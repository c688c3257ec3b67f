/// An output that is complete or absent: bytes go to a temporary file in the same folder, which `complete`
/// closes and `publish` renames. Standard output, devices and FIFOs are written directly.
///
/// Fill `buffer`, and call `endRecord` after each record; the output is BGZF when compressed.
package final class OutputFile {
  /// The path as the user gave it.
  package let path: String
  /// Bytes not yet written.
  package var buffer = TextBuffer()
  package let isCompressed: Bool

  private let destination: OutputDestination
  private var temporaryPath: String?
  private var descriptor: OutputDescriptor?
  private var blocks: BGZFBlockEncoder?
  private var writtenBytes: UInt64 = 0
  private let flushSize: Int
  private let replaceExisting: Bool
  private let isOneOfSeveral: Bool
  /// The reader went away, but there are other outputs.
  private var isAbandoned = false

  /// Whether the outputs that the task opens are several results of one run: then a reader that closes its
  /// pipe loses its own output only, and is no reason to end the run.
  @TaskLocal package static var areSeveral = false

  /// - Parameter compressed: whether to write BGZF; by default when the path ends in `.gz`.
  /// - Throws: `outputExists` unless `replaceExisting`; `cannotCreate`.
  package init(
    path: String, replaceExisting: Bool, compressed: Bool? = nil
  ) throws(ResultsExportError) {
    self.path = path
    self.replaceExisting = replaceExisting
    isOneOfSeveral = Self.areSeveral
    isCompressed = compressed ?? path.lowercased().hasSuffix(".gz")
    flushSize = isCompressed ? BGZFBlockEncoder.capacity : 1 << 16
    destination = try OutputDestination(path: path, replaceExisting: replaceExisting)
    if isCompressed { blocks = BGZFBlockEncoder() }
    do {
      switch destination {
      case .standardOutput: descriptor = OutputDescriptor(borrowing: 1)
      case .direct(let path): descriptor = try OutputDescriptor(opening: path)
      case .file(let path):
        let temporary = try TemporaryFiles.create(beside: path, process: processNumber())
        temporaryPath = temporary.path
        descriptor = .some(temporary.descriptor)
      }
    } catch {
      throw .cannotCreate(path: path, reason: error.reason)
    }
  }

  deinit { discard() }

  /// Fails now if an output of that path would fail later for the sake of the path.
  package static func checkWritable(
    _ path: String, replaceExisting: Bool
  ) throws(ResultsExportError) {
    try OutputFile(path: path, replaceExisting: replaceExisting, compressed: false).discard()
  }

  /// Whether bytes go out as they come, with no rename at the end.
  package var isDirect: Bool {
    if case .file = destination { false } else { true }
  }

  /// The BGZF virtual offset of the next byte put into `buffer` (SAM specification, section 4.1.1).
  var virtualOffset: UInt64 { writtenBytes << 16 | UInt64(buffer.count) }

  /// Writes full buffers out; call it after each record.
  @inline(__always)
  package func endRecord() throws(ResultsExportError) {
    if buffer.count >= flushSize { try writeFullBuffers() }
  }

  /// Writes out everything so far, so that a reader of a pipe sees it.
  package func flush() throws(ResultsExportError) {
    try writeFullBuffers()
    if buffer.count > 0 { try writeBuffer(count: buffer.count) }
  }

  /// A place in an output to go back to.
  package struct Mark: Sendable {
    fileprivate let writtenBytes: UInt64
    fileprivate let buffer: TextBuffer
  }

  /// The end of what was put in so far.
  package var mark: Mark { Mark(writtenBytes: writtenBytes, buffer: buffer) }

  /// Forgets what came after a mark.
  ///
  /// - Returns: whether all of it could be taken back: what went to standard output could not.
  package func goBack(to mark: Mark) throws(ResultsExportError) -> Bool {
    buffer = mark.buffer
    guard writtenBytes != mark.writtenBytes else { return true }
    guard !isDirect else {
      buffer.bytes.removeAll(keepingCapacity: true)
      return false
    }
    do {
      try descriptor?.truncate(to: mark.writtenBytes)
    } catch {
      throw failure(error)
    }
    writtenBytes = mark.writtenBytes
    return true
  }

  /// Completes the output and gives the file its name.
  package func commit() throws(ResultsExportError) {
    try complete()
    try publish()
  }

  /// Writes all there is to write; the file has its temporary name still.
  package func complete() throws(ResultsExportError) {
    precondition(descriptor != nil, "\(path) was completed or discarded before")
    try flush()
    do {
      if isCompressed, !isAbandoned {
        try descriptor?.write(
          BGZFBlockEncoder.endOfFile, count: BGZFBlockEncoder.endOfFile.count)
      }
      if TemporaryFiles.isResumable { try descriptor?.synchronise() }
      if let descriptor = descriptor.take() { try descriptor.close() }
    } catch {
      guard isOneOfSeveral, error.isBrokenPipe else { throw failure(error) }
      descriptor = nil
    }
  }

  /// Gives a complete file its name.
  package func publish() throws(ResultsExportError) {
    precondition(descriptor == nil, "\(path) is not complete")
    if case .file(let finalPath) = destination, let temporaryPath {
      try rename(temporaryPath, to: finalPath)
    }
  }

  private func rename(_ temporaryPath: String, to finalPath: String) throws(ResultsExportError) {
    if !replaceExisting, FileIdentity(path: finalPath) != nil {
      discard()
      throw .outputExists(path: path)
    }
    do {
      try TemporaryFiles.commit(temporaryPath, to: finalPath)
      self.temporaryPath = nil
    } catch {
      discard()
      throw .writeFailed(path: path, reason: error.reason)
    }
  }

  /// Drops the output: its temporary file is removed. Harmless after `publish`.
  package func discard() {
    descriptor = nil
    if let temporaryPath { TemporaryFiles.remove(temporaryPath) }
    temporaryPath = nil
  }

  private func writeFullBuffers() throws(ResultsExportError) {
    guard isCompressed else {
      if buffer.count >= flushSize { try writeBuffer(count: buffer.count) }
      return
    }
    while buffer.count >= flushSize { try writeBuffer(count: flushSize) }
  }

  private func writeBuffer(count: Int) throws(ResultsExportError) {
    defer { buffer.bytes.removeFirst(count) }
    guard !isAbandoned else { return }
    do {
      if let block = blocks?.encode(buffer.bytes, count: count) {
        try descriptor?.write(block, count: block.count)
        writtenBytes += UInt64(block.count)
      } else {
        try descriptor?.write(buffer.bytes, count: count)
        writtenBytes += UInt64(count)
      }
    } catch {
      guard isOneOfSeveral, error.isBrokenPipe else { throw failure(error) }
      isAbandoned = true
    }
  }

  private func failure(_ error: SystemError) -> ResultsExportError {
    error.isBrokenPipe
      ? .brokenPipe(path: path) : .writeFailed(path: path, reason: error.reason)
  }
}
