/// A family of formats, each with the name `--format` takes and its file extensions.
package protocol OutputFormat: RawRepresentable<String>, CaseIterable, Sendable, Equatable {
  /// The extensions that name the format, in lower case, without the dot.
  var extensions: [String] { get }
}

extension OutputFormat {
  /// The names accepted by `--format`.
  package static var names: [String] { allCases.map(\.rawValue) }

  /// The format with a name, in any case.
  package init(name: String) throws(ResultsExportError) {
    guard let format = Self(rawValue: name.lowercased()) else {
      throw .unknownFormat(name: name, known: Self.names)
    }
    self = format
  }

  /// The format an output's extension stands for, a final `.gz` left out.
  package init(path: String) throws(ResultsExportError) {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    let format = Self.allCases.first { format in
      format.extensions.contains { plain.hasSuffix("." + $0) }
    }
    guard let format else { throw .unknownExtension(path: path, known: Self.names) }
    self = format
  }
}
