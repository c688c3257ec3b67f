import TestSupport
import Testing

@Suite struct StoredTextTests {
  @Test func versionAndHelpAreTheStoredTextsWordForWord() throws {
    let folder = try TemporaryFolder()
    let texts = try StoredText.all(of: program, suite: "EcgTests")
    #expect(texts.map(\.name).contains("help"))
    for stored in texts {
      let outcome = try program.run(stored.arguments, folder: folder)
      #expect(outcome.status == 0, "\(stored.name)")
      #expect(outcome.messages.isEmpty, "\(stored.name)")
      #expect(
        outcome.output == stored.text,
        "\(stored.name): where the change is meant, run scripts/store-help-texts and read its diff")
    }
  }
}
