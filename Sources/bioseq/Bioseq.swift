internal import ArgumentParser

@main
struct Bioseq: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bioseq",
    abstract: "Recurrent networks for DNA: find transcription-factor binding sites.")
}
