internal import SequenceIO
internal import UserFacing

/// Stretches of bases with a target for each of their bins: what a model of bins is trained on.
///
/// Delimited text, plain or compressed, whose first line names the columns: `sequence`; `targets`, one for
/// each bin, separated by blanks or commas: the chance of a site there, 0 to 1, or `.` where nothing is
/// known; and, if wanted, `weight`. All stretches have one length and one number of bins.
package struct StretchSet: Sendable {
  package struct Stretch: Sendable, Equatable {
    /// `BaseCode` symbols without soft mask.
    package let codes: [UInt8]
    /// One for each bin; negative where unknown.
    package let targets: [Float]
    /// How much the stretch counts in training, > 0.
    package let weight: Float
  }

  /// At least one.
  package let stretches: [Stretch]

  /// Bases of each stretch.
  package var length: Int { stretches[0].codes.count }
  /// Bases of a bin.
  package var bin: Int { length / stretches[0].targets.count }
  /// Bins of all stretches whose target is above a half, and those whose target is known.
  package var boundCount: Int { stretches.reduce(0) { $0 + $1.targets.count { $0 > 0.5 } } }
  package var knownCount: Int { stretches.reduce(0) { $0 + $1.targets.count { $0 >= 0 } } }

  /// Throws `badTable`, and what reading the file gave.
  package init(path: String) throws {
    let lines = try TextLines(path: path)
    func fault(_ problem: String, _ remedy: String) -> BindingSitesError {
      .badTable(path: path, line: lines.lineNumber, problem: problem, remedy: remedy)
    }
    guard let header = try lines.next() else {
      throw fault("the file is empty", "give a table of stretches")
    }
    let names = header.split(separator: "\t", omittingEmptySubsequences: false).map {
      $0.lowercased().filter { $0 != "#" && !$0.isWhitespace }
    }
    guard let sequence = names.firstIndex(of: "sequence"),
      let targets = names.firstIndex(of: "targets")
    else {
      throw fault(
        "the first line names no columns \"sequence\" and \"targets\"",
        "name the columns, separated by tabs")
    }
    let weight = names.firstIndex(of: "weight")
    var stretches: [Stretch] = []
    while let line = try lines.next() {
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == names.count else {
        throw fault("\(fields.count) columns instead of \(names.count)", "mend the line")
      }
      guard let codes = BaseCode.codes(ofLetters: String(fields[sequence])), !codes.isEmpty else {
        throw fault("the sequence holds letters that are no bases", "give DNA in IUPAC letters")
      }
      let texts = fields[targets].split { $0 == " " || $0 == "," }
      let known = texts.compactMap(Self.target)
      guard known.count == texts.count, !known.isEmpty else {
        throw fault("a target is neither in 0...1 nor \".\"", "mend it")
      }
      let share = try weight.map { column -> Float in
        guard let value = Float(fields[column]), value > 0, value.isFinite else {
          throw fault("the weight is not a positive number", "mend it")
        }
        return value
      }
      let stretch = Stretch(
        codes: codes.map { $0 & BaseCode.symbolBits }, targets: known,
        weight: share ?? 1)
      guard stretch.codes.count.isMultiple(of: known.count),
        stretches.first.map({
          $0.codes.count == stretch.codes.count && $0.targets.count == known.count
        }) ?? true
      else {
        throw fault(
          "\(codes.count) bases with \(known.count) targets",
          "give all stretches one length, and a target for every so many bases")
      }
      stretches.append(stretch)
    }
    guard !stretches.isEmpty else { throw fault("the file holds no stretch", "give some") }
    self.stretches = stretches
  }

  private static func target(_ text: Substring) -> Float? {
    if text == "." { return -1 }
    return Float(text).flatMap { 0...1 ~= $0 ? $0 : nil }
  }
}
