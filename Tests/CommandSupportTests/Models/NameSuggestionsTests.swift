import Testing

@testable import CommandSupport

@Suite struct NameSuggestionsTests {
  private let names = ["ctcf", "ctcf-dense", "ctcfl-k562", "elk1-gm12878", "usf1-h1-hesc"]

  @Test(arguments: [
    ("ctfc", ["ctcf"]), ("CTCF", ["ctcf", "ctcf-dense", "ctcfl-k562"]),
    ("elk1", ["elk1-gm12878"]), ("usf1-h1hesc", ["usf1-h1-hesc"]), ("myc", []), ("", []),
  ])
  func namesThatHoldTheWrittenOneOrDifferLittleAreSuggested(written: String, expected: [String]) {
    #expect(NameSuggestions.names(like: written, among: names) == expected)
  }
}
