/// What went wrong, where, and how to mend it: everything a user needs from an error, in one line.
///
/// Texts are lower case without a final full stop; values stand in double quotes. The line reads
/// `what: location; remedy`.
package struct Diagnosis: Codable, Sendable, Equatable {
  /// What went wrong, e.g. `the sequence has no header line`.
  package var what: String
  /// Where: a path, with line, record or contig where known, e.g. `"reads.bam", record 12`.
  package var location: String?
  /// How to mend it, as an instruction, e.g. `give the FASTA with -T`.
  package var remedy: String?
  /// The status the program ends with if nothing handles the error.
  package var exitStatus: ExitStatus

  package init(
    _ what: String, at location: String? = nil, remedy: String? = nil, exitStatus: ExitStatus
  ) {
    self.what = what
    self.location = location
    self.remedy = remedy
    self.exitStatus = exitStatus
  }

  /// The one line shown to the user, control characters in it made visible.
  package var line: String {
    var text = what
    if let location { text += ": \(location)" }
    if let remedy { text += "; \(remedy)" }
    return text.escapingControlCharacters
  }
}

/// An error that can be shown to a user. Each module has one enum that conforms.
package protocol UserFacingError: Error, CustomStringConvertible {
  var diagnosis: Diagnosis { get }
}

extension UserFacingError {
  package var description: String { diagnosis.line }
}
