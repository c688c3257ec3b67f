import Foundation
import ResultsExport
import TestSupport
import Testing

@Suite struct ManifestTests {
  private var manifest: Manifest {
    var manifest = Manifest(
      program: "bioseq", version: "0.1.0", commandLine: ["bioseq", "scan", "a b.fa"])
    manifest.seed = .max
    manifest.models = [.init(name: "ctcf", file: .init(path: "ctcf.safetensors", sha256: "00ff"))]
    manifest.inputs = [.init(path: "a b.fa")]
    manifest.items = [
      .init(
        name: "chr1", read: 100, ambiguous: 7, scored: 90, skipped: ["short": 3, "ambiguous": 7])
    ]
    manifest.failures = [.init(input: "c.fa", message: "cannot \"open\"")]
    manifest.exitStatus = 1
    return manifest
  }

  @Test func theManifestIsReadBackEqual() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/manifest.json"
      try manifest.write(to: path, replaceExisting: false)
      let read = try JSONDecoder().decode(Manifest.self, from: Data(bytes(at: path)))
      #expect(read == manifest)
      #expect(throws: ResultsExportError.outputExists(path: path)) {
        try manifest.write(to: path, replaceExisting: false)
      }
    }
  }

  @Test(arguments: [75, 143, nil] as [Int32?])
  func whatTellsOfABrokenRunIsReplaced(status: Int32?) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/manifest.json"
      var broken = manifest
      broken.exitStatus = status
      try broken.write(to: path, replaceExisting: false)
      try Manifest.checkWritable(path, replaceExisting: false)
      try manifest.write(to: path, replaceExisting: false)
      #expect(throws: ResultsExportError.outputExists(path: path)) {
        try Manifest.checkWritable(path, replaceExisting: false)
      }
    }
  }

  @Test func keysAreInOrderAndBytesAlwaysTheSame() throws {
    let text = String(decoding: try manifest.json(), as: UTF8.self)
    #expect(text.hasSuffix("}\n"))
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }
      .map { $0.prefix { $0 != ":" } }
    #expect(keys == keys.sorted() && keys.count >= 8)
    #expect(String(decoding: try manifest.json(), as: UTF8.self) == text)
  }
}
