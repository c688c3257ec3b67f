package import ResultsExport

/// Where results go, and in which format each.
package struct OutputPlan<Format: OutputFormat>: Sendable, Equatable {
  package struct Output: Sendable, Equatable {
    /// A path, or `-`.
    package var path: String
    package var format: Format
  }

  package let outputs: [Output]

  /// Pairs outputs with formats.
  ///
  /// Without outputs the one output is `-`. One format serves all outputs, but must not contradict
  /// the extension of one among several; as many formats as outputs are taken in order; without
  /// formats the extension decides, and `-` gets the default.
  /// - Throws: `ResultsExportError` for unknown names and extensions, `CommandSupportError` for
  ///   contradictions.
  package init(paths: [String], formats: [String], defaultFormat: Format) throws {
    let paths = paths.isEmpty ? ["-"] : paths
    let named = try formats.map { try Format(name: $0) }
    guard named.count <= 1 || named.count == paths.count else {
      throw CommandSupportError.formatCount(formats: named.count, outputs: paths.count)
    }
    var outputs: [Output] = []
    for (index, path) in paths.enumerated() {
      let requested = named.count == 1 ? named.first : named.isEmpty ? nil : named[index]
      let format: Format
      if let requested {
        if named.count == 1, paths.count > 1, let other = try? Format(path: path),
          other != requested
        {
          throw CommandSupportError.conflictingFormat(
            path: path, extensionFormat: other.rawValue, requested: requested.rawValue)
        }
        format = requested
      } else {
        format = Self.isStream(path) ? defaultFormat : try Format(path: path)
      }
      if outputs.contains(where: { Self.isSameOutput($0.path, path) }) {
        throw CommandSupportError.duplicateOutput(path: path)
      }
      outputs.append(Output(path: path, format: format))
    }
    self.outputs = outputs
  }

  /// Refuses an output that is one of the files read.
  package func refuseInputs(_ inputs: [String]) throws(CommandSupportError) {
    for output in outputs {
      for input in inputs where input != "-" && sameFile(output.path, input) {
        throw .outputIsInput(output: output.path, input: input)
      }
    }
  }

  /// Names without an extension to go by: standard output and devices.
  private static func isStream(_ path: String) -> Bool {
    path == "-" || path.hasPrefix("/dev/")
  }

  private static func isSameOutput(_ left: String, _ right: String) -> Bool {
    left == right || sameFile(left, right)
  }
}
