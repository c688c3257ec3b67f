internal import FoundationEssentials
package import RecurrentCore
internal import UserFacing

/// Which rhythm each recording has: lines `name,label` with the challenge's labels, as its
/// `REFERENCE.csv`.
package struct RhythmReference: Sendable, Equatable {
  /// In the file's order.
  package let names: [String]
  package let rhythms: [String: RhythmClass]
  /// The table, as a model's provenance names it.
  package let source: ModelProvenance.Source

  /// A table of these bytes, which were read from `path`.
  ///
  /// Throws `badTable` for a table that is no text or empty, and for lines that are no name and known
  /// label or name a recording again.
  package init(_ bytes: [UInt8], path: String) throws(ArrhythmiaError) {
    var names: [String] = []
    var rhythms: [String: RhythmClass] = [:]
    for (number, text) in try NameList.lines(of: String(validating: bytes, as: UTF8.self), path) {
      func fault(_ problem: String, _ remedy: String) -> ArrhythmiaError {
        .badTable(path: path, line: number, problem: problem, remedy: remedy)
      }
      let fields = text.split(separator: ",", omittingEmptySubsequences: false)
        .map { String($0.trimming(while: \.isWhitespace)) }
      guard fields.count == 2, !fields[0].isEmpty else {
        throw fault("the line is no name and label", "write \"name,label\"")
      }
      guard let rhythm = RhythmClass(label: fields[1]) else {
        let known = RhythmClass.allCases.map(\.label).joined(separator: ", ")
        throw fault("the label \(fields[1].quoted) is none of \(known)", "mend the label")
      }
      guard rhythms.updateValue(rhythm, forKey: fields[0]) == nil else {
        throw fault("\(fields[0].quoted) is listed twice", "remove one of the lines")
      }
      names.append(fields[0])
    }
    guard !names.isEmpty else {
      throw .badTable(
        path: path, line: nil, problem: "the reference lists no recording",
        remedy: "write \"name,label\", a line a recording")
    }
    self.names = names
    self.rhythms = rhythms
    let isStandardInput = path == "-" || path == "/dev/stdin"
    source = ModelProvenance.Source(
      name: isStandardInput
        ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path,
      sha256: SHA256.hexadecimal(of: bytes))
  }
}

/// Files of names, one a line.
package enum NameList {
  /// Throws `cannotReadTable` where there is no file, `badTable` for one that is no text, is empty or names
  /// a recording twice.
  package static func read(_ path: String) throws(ArrhythmiaError) -> [String] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .cannotReadTable(path: path, reason: "there is no such file")
    }
    var names: [String] = []
    var seen: Set<String> = []
    for (number, text) in try lines(of: try? String(contentsOfFile: path, encoding: .utf8), path) {
      guard seen.insert(text).inserted else {
        throw .badTable(
          path: path, line: number, problem: "\(text.quoted) is listed twice",
          remedy: "remove one of the lines")
      }
      names.append(text)
    }
    guard !names.isEmpty else {
      throw .badTable(
        path: path, line: nil, problem: "the list is empty", remedy: "write a name a line")
    }
    return names
  }

  /// The lines that are neither empty nor comments (`#`), without space around, numbered from 1.
  ///
  /// - Parameter text: of the file at `path`; nil where it could not be read.
  static func lines(
    of text: String?, _ path: String
  ) throws(ArrhythmiaError) -> [(number: Int, text: String)] {
    guard let text else {
      throw .badTable(
        path: path, line: nil, problem: "cannot read the file as text",
        remedy: "check the path and its permissions")
    }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .map { ($0 + 1, String($1.trimming(while: \.isWhitespace))) }
      .filter { !$1.isEmpty && !$1.hasPrefix("#") }
  }
}

extension StringProtocol {
  fileprivate func trimming(while isTrimmed: (Character) -> Bool) -> SubSequence {
    guard let first = firstIndex(where: { !isTrimmed($0) }),
      let last = lastIndex(where: { !isTrimmed($0) })
    else { return self[endIndex...] }
    return self[first...last]
  }
}
