internal import ArgumentParser

/// Options on messages, which all commands take.
package struct MessageOptions: ParsableArguments {
  @Flag(help: "Show errors and warnings only.")
  package var quiet = false

  @Flag(help: "Show details.")
  package var verbose = false

  @Option(help: "Form of the messages on standard error.")
  package var logFormat = LogFormat.text

  package init() {}

  package mutating func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }

  package var verbosity: Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }
}
