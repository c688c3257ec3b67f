import ResultsExport
import TestSupport
import Testing

@Suite struct ScratchFileTests {
  @Test(arguments: [0, 1, 3, 40_000])
  func whatWasSetAsideComesBackInOrder(lines: Int) throws {
    let folder = try TemporaryFolder()
    let scratch = try ScratchFile()
    var expected = "before\n"
    for line in 0..<lines {
      scratch.buffer.append("line \(line)\n")
      try scratch.endRecord()
      expected += "line \(line)\n"
    }
    let output = try OutputFile(path: folder.file("out"), replaceExisting: false)
    output.buffer.append("before\n")
    try scratch.copy(to: output)
    try output.commit()
    #expect(String(decoding: try folder.read("out"), as: UTF8.self) == expected)
  }
}
