internal import SequenceIO
internal import UserFacing

/// Labels by sequence name, from lines of a name and 0 or 1.
package enum LabelTable {
  /// Throws `badTable` for another label, a doubled name or a line without one.
  package static func read(path: String) throws -> [String: Bool] {
    let lines = try TextLines(path: path)
    var labels: [String: Bool] = [:]
    while let line = try lines.next() {
      if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
      func fault(_ problem: String) -> BindingSitesError {
        .badTable(
          path: path, line: lines.lineNumber, problem: problem,
          remedy: "give a sequence's name and 0 or 1 in each line")
      }
      let fields = line.split { $0 == "\t" || $0 == "," || $0 == " " }
      guard fields.count >= 2, let label = ["0": false, "1": true][fields[1]] else {
        throw fault("no name with a label 0 or 1")
      }
      guard labels.updateValue(label, forKey: String(fields[0])) == nil else {
        throw fault("\(String(fields[0]).quoted) has a label already")
      }
    }
    return labels
  }
}
