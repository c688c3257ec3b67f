package import ArgumentParser

/// Options that every command which computes something takes.
package struct SharedOptions: ParsableArguments {
  @Option(
    name: [.customShort("@", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Threads to use. (default: the processors this process may use)", valueName: "n"))
  package var threads: Int?

  @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
  package var seed: UInt64 = 1

  @OptionGroup package var messages: MessageOptions

  @Option(
    help: ArgumentHelp("Write what was run, on what, and its cost as JSON.", valueName: "file"),
    completion: .file())
  package var manifest: String?

  @Flag(help: "Replace outputs that exist.")
  package var force = false

  package init() {}

  package mutating func validate() throws {
    if let threads, threads < 1 {
      throw ValidationError("--threads is \(threads); give at least 1")
    }
  }

  /// Whether there will be a manifest.
  package var hasManifest: Bool { manifest != nil }

  /// Threads asked for, or the processors this process may use.
  package var threadCount: Int { threads ?? AvailableProcessors.count }
}
