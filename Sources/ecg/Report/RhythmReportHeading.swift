/// What the report says of the run as a whole.
///
/// Everything comes from outside, so that equal runs write equal bytes.
struct RhythmReportHeading: Sendable, Equatable {
  var model: String
  /// Hexadecimal, where the model came from a file.
  var modelSHA256: String?
  /// The program with its version.
  var program: String
  /// The command as it was typed.
  var command: String
  /// When the run was made, as it is to be read; nil leaves it out.
  var date: String?
}
