/// Data records that follow each other without a pause.
struct EDFRun: Sendable, Equatable {
  var firstRecord: Int
  /// The frames it fills, counted from the first record's start.
  var frames: Range<Int>
}

/// When the data records of an EDF file start, and the texts they hold.
struct EDFTiming {
  let header: EDFHeader
  let file: ByteFile
  let framesPerRecord: Int
  let recordCount: Int

  /// The records in runs: one for a continuous file, else by the onset that each record states.
  ///
  /// Throws `malformedHeader` when onsets are missing, out of order or too far apart to be true.
  func runs(frameFrequency: Double?) throws(ECGSignalError) -> [EDFRun] {
    guard recordCount > 0 else { return [] }
    let whole = EDFRun(firstRecord: 0, frames: 0..<recordCount * framesPerRecord)
    guard header.isDiscontinuous, let frameFrequency else { return [whole] }
    var runs: [EDFRun] = []
    var origin: Double?
    for record in 0..<recordCount {
      guard let onset = lists(record).first?.onset else {
        throw malformed("data record \(record + 1) has no onset")
      }
      let frame = ((onset - (origin ?? onset)) * frameFrequency).rounded()
      origin = origin ?? onset
      guard frame >= 0, frame < Double(WFDBHeaderParser.countLimit) else {
        throw malformed("data record \(record + 1) starts at \(onset) s")
      }
      let start = Int(frame)
      if let last = runs.indices.last, runs[last].frames.upperBound == start {
        runs[last].frames = runs[last].frames.lowerBound..<start + framesPerRecord
      } else if let end = runs.last?.frames.upperBound, start < end {
        throw malformed("data record \(record + 1) starts before the one before it ends")
      } else {
        runs.append(EDFRun(firstRecord: record, frames: start..<start + framesPerRecord))
      }
    }
    return runs
  }

  /// All texts, in order of the records.
  func texts() -> [TimestampedText] {
    (0..<recordCount).flatMap { lists($0).flatMap(\.texts) }
  }

  private func lists(_ record: Int) -> [(onset: Double, texts: [TimestampedText])] {
    var offset = header.byteCount + record * header.recordByteCount
    var lists: [(onset: Double, texts: [TimestampedText])] = []
    for signal in header.signals {
      let count = signal.samplesPerRecord * header.bytesPerSample
      if signal.holdsAnnotations {
        lists += TimestampedAnnotationList.parse(file.bytes(offset..<offset + count))
      }
      offset += count
    }
    return lists
  }

  private func malformed(_ problem: String) -> ECGSignalError {
    .malformedHeader(path: file.path, line: nil, problem: problem)
  }
}
