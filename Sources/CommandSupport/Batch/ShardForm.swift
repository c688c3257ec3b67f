/// What tells one program's shard files from other files: text, complete or absent, with its hash in the
/// last line.
///
///     #PROGRAM-shard<TAB>5          the program and the format's version
///     {"run":...,"shard":...}       the header as JSON
///     ...                           lines of the program
///     #sha256<TAB>hash              of all bytes before this line
package struct ShardForm: Sendable, Equatable {
  package let program: String
  /// The command that writes such files.
  package let command: String

  package init(program: String, command: String) {
    self.program = program
    self.command = command
  }

  var firstLine: String { "#\(program)-shard\t5\n" }
  static let lastLine = "#sha256\t"
}
