package import UserFacing

/// Why a region, a contig list or a BED file cannot be used. Lines count from 1.
package enum GenomicRegionsError: UserFacingError, Equatable {
  /// A region string that cannot be read.
  case malformedRegion(text: String, problem: String)
  /// A region string that names two different regions of this input.
  case ambiguousRegion(text: String)
  /// A name no sequence of the input has; `similar` is one it does have.
  case unknownContig(name: String, similar: String?)
  /// A region that starts or ends after its contig's last base.
  case beyondContig(region: String, contigLength: Int64)
  /// Two sequences share one name.
  case duplicateContig(name: String)
  /// A line of a BED file that breaks the format's rules.
  case malformedBED(path: String, line: Int, problem: String)
  /// A line of a narrowPeak file whose further columns break the format's rules.
  case malformedPeak(path: String, line: Int, problem: String, remedy: String)

  package var diagnosis: Diagnosis {
    switch self {
    case .malformedRegion(let text, let problem):
      Diagnosis(
        problem, at: "region \(text.quoted)",
        remedy: "write name:start-end, counting bases from 1", exitStatus: .usage)
    case .ambiguousRegion(let text):
      Diagnosis(
        "the region can be read in two ways, as sequence names hold colons",
        at: "region \(text.quoted)", remedy: "put the name in braces, as in {name}:start-end",
        exitStatus: .usage)
    case .unknownContig(let name, let similar):
      Diagnosis(
        "the input has no sequence named \(name.quoted)",
        remedy: similar.map { "did you mean \($0.quoted)?" }
          ?? "check the name against the input's headers", exitStatus: .badInputData)
    case .beyondContig(let region, let length):
      Diagnosis(
        "the region reaches beyond its sequence of \(length) bases",
        at: "region \(region.quoted)", remedy: "give an end of at most \(length)",
        exitStatus: .badInputData)
    case .duplicateContig(let name):
      Diagnosis(
        "the sequence name \(name.quoted) occurs twice",
        remedy: "give every sequence its own name", exitStatus: .badInputData)
    case .malformedBED(let path, let line, let problem):
      Diagnosis(
        problem, at: "\(path == "-" ? "standard input" : path.quoted), line \(line)",
        remedy: "write sequence name, 0-based start and end, with tabs between",
        exitStatus: .badInputData)
    case .malformedPeak(let path, let line, let problem, let remedy):
      Diagnosis(
        problem, at: "\(path == "-" ? "standard input" : path.quoted), line \(line)",
        remedy: remedy, exitStatus: .badInputData)
    }
  }
}
