import Foundation
import ResultsExport
import Testing

@Suite struct TextEscapingTests {
  private static let hostile = "a b\tc\nd\re\\f\"g%h;i=j&k,l>\u{7F}é\u{0}"

  private func escaped(_ text: String, _ escaping: TextEscaping) -> String {
    var buffer = TextBuffer()
    buffer.append(text, escaping: escaping)
    return buffer.string
  }

  @Test func plainNamesStayAsTheyAre() {
    for escaping in [
      TextEscaping.bed, .tabSeparated, .gffSequence, .gffAttribute, .json, .html,
    ] {
      #expect(escaped("chrUn_KI270742v1", escaping) == "chrUn_KI270742v1")
    }
  }

  @Test func bedNamesHoldNoWhiteSpace() {
    #expect(escaped("a b\tc\nd", .bed) == "a_b_c_d")
  }

  @Test func tabSeparatedNamesStayOnOneFieldAndCanBeTurnedBack() {
    let text = escaped(Self.hostile, .tabSeparated)
    #expect(!text.contains("\t") && !text.contains("\n") && !text.contains("\r"))
    #expect(escaped("a\tb\\n", .tabSeparated) == "a\\tb\\\\n")
  }

  @Test func percentEncodingIsUndoneByFoundation() {
    for escaping in [TextEscaping.gffSequence, .gffAttribute] {
      #expect(escaped(Self.hostile, escaping).removingPercentEncoding == Self.hostile)
    }
    #expect(escaped("a;b=c,d&e%", .gffAttribute) == "a%3Bb%3Dc%2Cd%26e%25")
    #expect(escaped(">a b", .gffSequence) == "%3Ea%20b")
  }

  @Test func htmlTextHoldsNoMarkupAndNoControlCharacters() {
    #expect(
      escaped("</td><script>alert('1')</script> \"&amp;\u{1B}\u{0}é\u{85}\u{FFFF}", .html)
        == "&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;amp;"
        + "\u{FFFD}\u{FFFD}é\u{FFFD}\u{FFFD}")
  }

  @Test func jsonStringsAreReadBackByFoundation() throws {
    let json = "[\"\(escaped(Self.hostile, .json))\"]"
    let read = try JSONDecoder().decode([String].self, from: Data(json.utf8))
    #expect(read == [Self.hostile])
  }
}
