package import ArgumentParser
internal import ResultsExport

/// Whether a run can be ended at any time and gone on with.
package struct ResumeOptions: ParsableArguments {
  @Flag(
    help: """
      Keep a journal beside the output (OUTPUT.journal), and go on from it if it is there: after any end the \
      same command goes on. The journal goes when the output is complete.
      """)
  package var resume = false

  @Option(
    help: ArgumentHelp(
      "With --resume: stop after this time (3h30m, 90m, 02:30:00) with exit status 75.",
      valueName: "time"))
  package var timeLimit: TimeLimit?

  package init() {}

  package mutating func validate() throws {
    if timeLimit != nil, !resume {
      throw ValidationError("--time-limit needs --resume: what was done would be lost")
    }
  }

  /// The journal's path. Throws unless every output is a file.
  package static func journal(besides outputs: [String]) throws -> String {
    guard let first = outputs.first, !outputs.contains(where: isStream) else {
      throw ValidationError("--resume needs an output file, -o")
    }
    return first + ".journal"
  }

  private static func isStream(_ path: String) -> Bool {
    path == "-" || path.hasPrefix("/dev/") || FileIdentity(path: path)?.kind == .other
  }
}
