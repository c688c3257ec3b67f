struct EDFSource: SignalSource {
  let description: RecordingDescription
  init(path: String) throws(ECGSignalError) {
    throw .unsupportedFormat(path: path, format: "EDF", remedy: "convert it")
  }
  mutating func read(frames: Range<Int>, signals: [Int]) throws(ECGSignalError) -> [SampleBlock] { [] }
}
