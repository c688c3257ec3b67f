import Foundation

/// A text a program must print word for word; `scripts/store-help-texts` writes them.
package struct StoredText: Sendable {
  /// The file's name: `version`, `help` or a command's words joined by hyphens.
  package let name: String
  /// What makes the program print it.
  package let arguments: [String]
  package let text: String

  /// The texts in a suite's folder `Texts`, by name.
  package static func all(of program: BuiltProgram, suite: String) throws -> [StoredText] {
    let folder = URL(fileURLWithPath: program.packageFolder + "/Tests/\(suite)/Texts")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { file in
      let name = String(file.prefix { $0 != "." })
      let text = try Data(contentsOf: folder.appendingPathComponent(file))
      return StoredText(
        name: name, arguments: arguments(for: name), text: String(decoding: text, as: UTF8.self))
    }
  }

  private static func arguments(for name: String) -> [String] {
    switch name {
    case "version": ["--version"]
    case "help": ["--help"]
    default: name.split(separator: "-").map(String.init) + ["--help"]
    }
  }
}
