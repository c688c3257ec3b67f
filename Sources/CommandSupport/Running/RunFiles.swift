/// The files a run reads and those it writes.
///
/// They are compared before anything is done: `--force` is leave to replace earlier results, not the
/// genome they came from.
package struct RunFiles: Sendable {
  private var read: [String]
  private var written: [String]

  /// - Parameters:
  ///   - read: paths, and `-` and names of models, which count only where such a file exists.
  ///   - written: paths; `-` and nil count as none.
  package init(read: [String] = [], written: [String?] = []) {
    self.read = read.filter { $0 != "-" }
    self.written = written.compactMap { $0 }.filter { $0 != "-" }
  }

  /// The same with one more file that is written.
  func writing(_ path: String?) -> RunFiles {
    RunFiles(read: read, written: written + [path])
  }

  /// Throws `outputIsInput` where a file is both read and written, `duplicateOutput` where one is written
  /// twice. Devices, which many may write to, are no files.
  package func check() throws(CommandSupportError) {
    for (index, output) in written.enumerated() {
      for input in read where sameFile(output, input) {
        throw .outputIsInput(output: output, input: input)
      }
      for other in written[..<index] where sameFile(output, other) {
        throw .duplicateOutput(path: output)
      }
    }
  }
}
