import SequenceIO
import TestSupport
import Testing

@Suite struct SequenceReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func read(
    _ text: some Sequence<UInt8>, chunkSize: Int = 1 << 20
  ) throws -> (records: [WholeSequence], error: SequenceIOError?) {
    var options = SequenceReader.Options()
    options.chunkSize = chunkSize
    do throws(SequenceIOError) {
      let path = (try? folder.write(text, to: "input")) ?? ""
      return drain(try SequenceReader(path: path, options: options))
    } catch {
      return ([], error)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 7, 1000])
  func foldedSequenceIsTheSameForEveryChunkSize(chunkSize: Int) throws {
    let text = ">one first\nACGT\nacgu\n>two\n\nNN-RYK\n>empty\n>three\nA"
    let result = try read(text.utf8, chunkSize: chunkSize)
    #expect(result.error == nil)
    #expect(
      result.records == [
        WholeSequence("one", "ACGTacgt"), WholeSequence("two", "NN-RYK"),
        WholeSequence("empty", ""), WholeSequence("three", "A"),
      ])
  }

  @Test(arguments: 1...12)
  func longSequenceIsReadLetterByLetterHoweverItIsFolded(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let letters = Array((seed % 2 == 0 ? "ACGTacgtNn" : "ACGTNRYSWKMBDHVacgtnry-").utf8)
    let width = Int.random(in: 1...150, using: &generator)
    var sequence: [UInt8] = []
    var text = Array(">a\n".utf8)
    for place in 0..<200_000 {
      let letter = letters[Int.random(in: 0..<letters.count, using: &generator)]
      sequence.append(letter)
      text.append(letter)
      if place % width == width - 1 { text += Array(seed % 3 == 0 ? "\r\n".utf8 : "\n".utf8) }
      if Int.random(in: 0..<5000, using: &generator) == 0 { text += Array(" \n\n".utf8) }
    }
    let result = try read(text, chunkSize: Int.random(in: 1...100_000, using: &generator))
    #expect(result.error == nil)
    #expect(result.records == [WholeSequence("a", String(decoding: sequence, as: UTF8.self))])
  }

  @Test(arguments: [1, 15, 16, 17, 69, 70, 4999])
  func byteThatIsNoBaseIsNamedWithItsLine(place: Int) throws {
    let lines = place / 70
    var text = Array(">a".utf8)
    for index in 0..<5000 {
      if index % 70 == 0 { text.append(UInt8(ascii: "\n")) }
      text.append(index == place ? UInt8(ascii: "!") : UInt8(ascii: "G"))
    }
    let result = try read(text)
    #expect(result.records.map { $0.letters.count } == [place])
    #expect(result.error?.diagnosis.line.contains("line \(lines + 2)") == true)
  }

  @Test func piecesStartAtMultiplesOfTheChunkSizeAndOnlyTheLastIsShorter() throws {
    var options = SequenceReader.Options()
    options.chunkSize = 4
    let path = try folder.write(">a\nACG\nTACGTA\n>b\nACGT\n", to: "a.fa")
    let reader = try SequenceReader(path: path, options: options)
    var pieces: [[Int64]] = []
    while let chunk = try reader.next() {
      pieces.append([
        Int64(chunk.contigIndex), chunk.start.offset, Int64(chunk.codes.count),
        chunk.isContigStart ? 1 : 0, chunk.isContigEnd ? 1 : 0,
      ])
    }
    #expect(pieces == [[0, 0, 4, 1, 0], [0, 4, 4, 0, 0], [0, 8, 1, 0, 1], [1, 0, 4, 1, 1]])
  }

  @Test func dosLineEndsBlankLinesAndBlanksAreSkipped() throws {
    let result = try read("\r\n\n>a b c\r\nAC GT\r\n\r\n\tAC\r\n".utf8)
    #expect(result.error == nil)
    #expect(result.records == [WholeSequence("a", "ACGTAC")])
  }

  @Test(arguments: ["w", "wg"])
  func compressedInputIsToldFromItsContent(mode: String) throws {
    let body = String(repeating: "ACGTTGCA\n", count: 40_000)
    let path = folder.writeCompressed(">a\n" + body, to: "a.txt", mode: mode)
    let result = drain(try SequenceReader(path: path))
    #expect(result.error == nil)
    #expect(result.records == [WholeSequence("a", body.filter { $0 != "\n" })])
  }

  @Test(arguments: ["w", "wg"])
  func truncatedCompressionDeliversWhatItHoldsAndThenFails(mode: String) throws {
    var generator = SystemRandomNumberGenerator()
    let body = String((0..<400_000).map { _ in "ACGT".randomElement(using: &generator) ?? "A" })
    _ = folder.writeCompressed(">a\n\(body)\n", to: "a.gz", mode: mode)
    let path = try folder.write(try folder.read("a.gz").dropLast(5_000), to: "cut.gz")
    let result = drain(try SequenceReader(path: path))
    #expect(
      result.error == .truncated(path: path, format: mode == "w" ? "BGZF" : "gzip"))
    let letters = try #require(result.records.first?.letters)
    #expect(!letters.isEmpty && body.hasPrefix(letters))
    #expect(result.records.first?.isComplete == false)
  }

  @Test func missingEndOfFileBlockIsATruncation() throws {
    _ = folder.writeCompressed(">a\nACGT\n", to: "a.gz")
    let path = try folder.write(try folder.read("a.gz").dropLast(28), to: "cut.gz")
    let result = drain(try SequenceReader(path: path))
    #expect(result.error == .truncated(path: path, format: "BGZF"))
    #expect(result.records == [WholeSequence("a", "ACGT", isComplete: false)])
  }

  @Test func errorIsRepeatedWhenAskedAgain() throws {
    let path = try folder.write(">a\nAC\nG7\n", to: "a.fa")
    let reader = try SequenceReader(path: path)
    #expect(try reader.next()?.codes == [0, 1, 2])
    let expected = SequenceIOError.malformed(
      path: path, line: 3, problem: "\"7\" is no base of a nucleic acid",
      remedy: "give DNA or RNA in IUPAC letters")
    #expect(throws: expected) { try reader.next() }
    #expect(throws: expected) { try reader.next() }
  }

  @Test func inputsThatAreNoSequenceAreRefusedWithTheirReason() throws {
    func line(_ text: some Sequence<UInt8>) throws -> String {
      try read(text).error?.diagnosis.line ?? "no error"
    }
    #expect(try line([]).hasPrefix("the input is empty"))
    #expect(try line("\n\r\n\n".utf8).hasPrefix("the input is empty"))
    #expect(try line("\nACGT\n".utf8).hasPrefix("sequence without a header line"))
    #expect(try line([0, 1, 2, 3]).hasPrefix("the input is neither FASTA nor FASTQ"))
    #expect(try line(">\nACGT\n".utf8).hasPrefix("the header has no sequence name"))
    #expect(try line([0x3E, 0xFF, 0x0A, 0x41]).hasPrefix("the sequence name is not UTF-8 text"))
    #expect(
      try line(">a\nA\n>b\nA\n>a\nA\n".utf8).hasPrefix(
        "the sequence name \"a\" occurs twice"))
    #expect(try line(">a\rACGT\r".utf8).contains("control characters"))
    #expect(try line(">a\nAC>b\n".utf8).contains("\">\" is no base"))
  }

  @Test func unopenableInputsHaveTheStatusOfMissingInput() {
    for path in [folder.file("missing"), folder.path, "http://example.org/a.fa"] {
      let error = #expect(throws: SequenceIOError.self) { try SequenceReader(path: path) }
      #expect(error?.diagnosis.exitStatus == .cannotOpenInput)
    }
  }

  @Test(arguments: [1, 3, 1000])
  func fastqReadsKeepTheirOrderAndNames(chunkSize: Int) throws {
    let text = "@r1/1 x\nACGT\n+\n@@@@\n@r1/2\nAC\nGN\n+r1/2\n+@\n!~\n\n@r3\n\n+\n\n@r4\nA\n+\nI"
    let result = try read(text.utf8, chunkSize: chunkSize)
    #expect(result.error == nil)
    #expect(
      result.records == [
        WholeSequence("r1/1", "ACGT"), WholeSequence("r1/2", "ACGN"), WholeSequence("r3", ""),
        WholeSequence("r4", "A"),
      ])
  }

  @Test func brokenFastqNamesTheRecord() throws {
    for text in [
      "@a\nACGT\n+\nIII\n", "@a\nACGT\n+\nIIIII\n", "@a\nACGT\n", "@a\nAC\n+\nII\nrest\n",
      "@a\nAC\n+\n\u{1}I\n",
    ] {
      let result = try read(text.utf8)
      guard case .malformed = result.error else {
        Issue.record("\(text) gave \(String(describing: result.error))")
        continue
      }
    }
  }
}

/// The same numbers on every run (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
