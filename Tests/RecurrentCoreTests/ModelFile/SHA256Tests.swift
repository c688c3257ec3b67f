import TestSupport
import Testing

@testable import RecurrentCore

/// FIPS 180-4 example messages, and lengths around the block's, against GNU sha256sum.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 55),
      "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"
    ),
    (
      String(repeating: "a", count: 64),
      "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"
    ),
    (
      String(repeating: "a", count: 1000),
      "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"
    ),
  ])
  func hashIsTheStandards(_ message: String, _ hash: String) {
    #expect(SHA256.hexadecimal(of: Array(message.utf8)) == hash)
  }

  @Test func piecesGiveTheHashOfTheWhole() {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for size in [1, 3, 63, 64, 65, 200] {
      var hash = SHA256()
      for start in stride(from: 0, to: message.count, by: size) {
        let piece = Array(message[start..<min(start + size, message.count)])
        hash.update(piece.span)
      }
      #expect(hash.hexadecimal() == SHA256.hexadecimal(of: message))
    }
  }

  @Test func fileHasTheHashOfItsBytes() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("abc", to: "file")
    #expect(
      try ModelProvenance.Source(file: path)
        == .init(name: "file", sha256: SHA256.hexadecimal(of: Array("abc".utf8))))
    #expect(throws: RecurrentCoreError.self) {
      try SHA256.hexadecimal(ofFile: folder.file("none"))
    }
  }
}
