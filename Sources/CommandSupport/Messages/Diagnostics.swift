internal import FoundationEssentials
internal import ResultsExport
package import UserFacing

/// Messages of a program on standard error: `bioseq: warning: ...`, or JSON objects.
package struct Diagnostics: Sendable {
  package let program: String
  package let format: LogFormat
  package let verbosity: Verbosity
  package let stream: MessageStream
  /// The time stamped on JSON messages.
  private let now: @Sendable () -> Date

  package init(
    program: String, format: LogFormat = .text, verbosity: Verbosity = .normal,
    stream: MessageStream = .standardError
  ) {
    self.init(
      program: program, format: format, verbosity: verbosity, stream: stream, now: { Date.now })
  }

  init(
    program: String, format: LogFormat, verbosity: Verbosity, stream: MessageStream,
    now: @escaping @Sendable () -> Date
  ) {
    self.program = program
    self.format = format
    self.verbosity = verbosity
    self.stream = stream
    self.now = now
  }

  /// An error that ends the program, or that cost one input.
  package func error(_ error: any UserFacingError) {
    let diagnosis = error.diagnosis
    write(level: "error", text: diagnosis.line) { object in
      object.append(",\"what\":")
      object.appendJSON(diagnosis.what)
      if let location = diagnosis.location {
        object.append(",\"where\":")
        object.appendJSON(location)
      }
      if let remedy = diagnosis.remedy {
        object.append(",\"remedy\":")
        object.appendJSON(remedy)
      }
      object.append(",\"status\":")
      object.append(Int64(diagnosis.exitStatus.rawValue))
    }
  }

  package func error(_ message: String) {
    write(level: "error", text: message)
  }

  /// Something the user should know although the run goes on; shown with `--quiet` too.
  package func warning(_ message: String) {
    write(level: "warning", text: message)
  }

  /// News of the run; silent with `--quiet`.
  package func note(_ message: String) {
    if verbosity >= .normal { write(level: "note", text: message) }
  }

  /// Shown with `--verbose` only.
  package func detail(_ message: @autoclosure () -> String) {
    if verbosity >= .verbose { write(level: "detail", text: message()) }
  }

  /// A message with fields of its own in the JSON form; `appendFields` begins each with a comma.
  func write(
    level: String, text: String, appendFields: (inout TextBuffer) -> Void = { _ in }
  ) {
    switch format {
    case .text:
      let mark = level == "error" || level == "warning" ? "\(level): " : ""
      stream.write(line: "\(program): \(mark)\(text.escapingControlCharacters)")
    case .json:
      var object = TextBuffer()
      object.append("{\"time\":")
      object.appendJSON(now().formatted(.iso8601))
      object.append(",\"program\":")
      object.appendJSON(program)
      object.append(",\"level\":")
      object.appendJSON(level)
      object.append(",\"message\":")
      object.appendJSON(text)
      appendFields(&object)
      object.append("}")
      stream.write(line: object.string)
    }
  }
}
