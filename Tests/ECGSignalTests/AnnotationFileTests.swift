import Testing

@testable import ECGSignal

@Suite struct AnnotationFileTests {
  private func decode(_ words: [UInt16], _ tail: [UInt8] = []) throws -> [Annotation] {
    let bytes = words.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return try AnnotationFile(bytes + tail, path: "r.atr").annotations
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var file = AnnotationFile(annotations: [
      Annotation(time: 0, code: .rhythmChange, text: "(N"),
      Annotation(time: 77, code: .normalBeat),
      Annotation(time: 1100, code: .normalBeat, subtype: -3, channel: 2, number: 5),
      Annotation(time: 1101, code: .comment, channel: 2, number: -1, text: "odd"),
      Annotation(time: 70_000_000, code: .rhythmChange, channel: 255, number: -1, text: "(AFIB"),
      Annotation(time: 10_000_000_000, code: .normalBeat),
    ])
    file.ticksPerSecond = 360
    let again = try AnnotationFile(file.encoded(), path: "r.atr")
    #expect(again == file)
  }

  @Test func annotationsAreWrittenInOrderOfTime() throws {
    let late = Annotation(time: 9, code: .normalBeat)
    let early = Annotation(time: 3, code: .normalBeat)
    let file = AnnotationFile(annotations: [late, early])
    #expect(try AnnotationFile(file.encoded(), path: "").annotations == [early, late])
  }

  @Test func channelAndNumberHoldUntilChangedAndSubtypeDoesNot() throws {
    let annotations = try decode([
      1 << 10 | 5, 61 << 10 | 7, 62 << 10 | 1, 60 << 10 | 4, 1 << 10 | 5, 0,
    ])
    #expect(
      annotations == [
        Annotation(time: 5, code: .normalBeat, subtype: 7, channel: 1, number: 4),
        Annotation(time: 10, code: .normalBeat, channel: 1, number: 4),
      ])
  }

  @Test func aSkipHasItsHighWordFirst() throws {
    #expect(try decode([59 << 10, 1, 2, 1 << 10, 0])[0].time == 65538)
    #expect(try decode([1 << 10 | 1000, 59 << 10, 0xFFFF, 0xFFFE, 1 << 10, 0])[1].time == 998)
  }

  @Test func theFilesOwnDefinitionsAreNoAnnotations() throws {
    let notes = [
      "## time resolution: 125", "## annotation type definitions", "50 w wide beat",
      "## end of definitions",
    ]
    var encoder = AnnotationEncoder()
    for note in notes { encoder.append(Annotation(time: 0, code: .comment, text: note)) }
    encoder.append(Annotation(time: 4, code: AnnotationCode(rawValue: 50)))
    let file = try AnnotationFile(encoder.finished(), path: "r.atr")
    #expect(file.ticksPerSecond == 125)
    #expect(file.annotations.map { file.symbol(of: $0.code) } == ["w"])
  }

  @Test func whatLooksLikeADefinitionOutsideTheMarksIsAComment() throws {
    let notes = [
      "## annotation type definitions", "50 w wide beat", "## end of definitions",
      "12 h after dose",
    ]
    let file = AnnotationFile(
      annotations: notes.map { Annotation(time: 0, code: .comment, text: $0) })
    let read = try AnnotationFile(file.encoded(), path: "r.atr")
    #expect(read.annotations.map(\.text) == ["12 h after dose"])
    #expect(read.customSymbols == [AnnotationCode(rawValue: 50): "w"])
  }

  @Test func aFileWithoutItsEndMarkIsReadToItsEnd() throws {
    #expect(try decode([1 << 10 | 5]).count == 1)
  }

  private static let damaged: [(words: [UInt16], tail: [UInt8])] = [
    ([59 << 10, 1], []), ([1 << 10 | 1, 63 << 10 | 9], [65, 66]), ([60 << 10 | 4], []),
    ([59 << 10, 0xFFFF, 0xFFFF, 1 << 10], []), ([1 << 10 | 1], [7]),
  ]

  @Test(arguments: AnnotationFileTests.damaged)
  func damagedFilesAreRefused(words: [UInt16], tail: [UInt8]) {
    #expect {
      try decode(words, tail)
    } throws: { error in
      if case ECGSignalError.malformedAnnotations = error { true } else { false }
    }
  }

  @Test func theAHAFormatIsNamed() {
    let record = [0, UInt8(ascii: "N")] + [UInt8](repeating: 1, count: 14)
    #expect {
      try AnnotationFile(record + record, path: "r.ano")
    } throws: { error in
      if case ECGSignalError.unsupportedFormat = error { true } else { false }
    }
  }

  @Test func rhythmsLastUntilTheNextOneOrTheEnd() {
    let annotations = [
      Annotation(time: 18, code: .rhythmChange, text: "(N"),
      Annotation(time: 40, code: .normalBeat),
      Annotation(time: 100, code: .rhythmChange, text: "(AFIB"),
      Annotation(time: 250, code: .rhythmChange, text: "(N"),
    ]
    #expect(
      RhythmSpan.spans(in: annotations, end: 300) == [
        RhythmSpan(rhythm: "N", range: 18..<100), RhythmSpan(rhythm: "AFIB", range: 100..<250),
        RhythmSpan(rhythm: "N", range: 250..<300),
      ])
  }

  @Test func symbolsAndCodesAgree() {
    for code in UInt8(1)...41 {
      let code = AnnotationCode(rawValue: code)
      guard code.symbol.count == 1 else { continue }
      #expect(AnnotationCode(symbol: Character(code.symbol)) == code)
    }
    #expect(AnnotationCode(symbol: "V") == .prematureVentricularContraction)
    #expect(AnnotationCode(symbol: "+") == .rhythmChange && !AnnotationCode.rhythmChange.isBeat)
  }
}
