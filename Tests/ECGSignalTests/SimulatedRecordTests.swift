import TestSupport
import Testing

@testable import ECGSignal

/// The records of `scripts/simulate-ecg`.
@Suite struct SimulatedRecordTests {
  private func path(_ name: String) -> String { referencePath("ecg/" + name) }

  @Test(arguments: [
    ("sinus-1.mat", 300.0, 30.0), ("sinus-2.hea", 250, 30), ("sinus-3.edf", 256, 30),
    ("fibrillation-1", 300, 30), ("fibrillation-2.dat", 500, 30), ("fibrillation-3", 200, 30),
    ("ectopy-1", 300, 30), ("ectopy-2", 250, 30), ("noise-1", 300, 30), ("noise-2", 250, 30),
    ("long/paroxysmal", 128, 600),
  ])
  func everyFormatIsReadWhole(name: String, frequency: Double, seconds: Double) throws {
    let recording = try ECGRecording(path: path(name))
    #expect(recording.description.duration == seconds)
    let lead = try #require(recording.leads.first)
    #expect(recording.leads.count == 1)
    #expect(lead.samplingFrequency == frequency)
    #expect(lead.samples.count == Int(frequency * seconds))
    #expect(lead.description.units == "mV")
    // An R wave is about 1 mV high, upwards or downwards.
    let height = lead.samples.map(abs).max() ?? .nan
    #expect(height > 0.9 && height < (name.hasPrefix("noise") ? 20 : 2.5))
    let missing = lead.samples.filter(\.isNaN)
    #expect(missing.isEmpty)
  }

  @Test func checksumsOfWFDBFilesAgree() throws {
    for name in ["sinus-2", "fibrillation-2", "ectopy-2", "noise-2", "long/paroxysmal"] {
      #expect(try ECGRecording(path: path(name)).description.warnings == [])
    }
  }

  @Test func theTableIsReadWithItsFrequencyGiven() throws {
    var reader = try RecordingReader(
      textPath: path("table.csv"), samplingFrequency: 250, units: "mV")
    let recording = try ECGRecording(&reader, signals: [0])
    #expect(recording.description.duration == 20)
    #expect(recording.leads[0].description.name == "ECG")
  }

  @Test func theLongRecordHasTwoEpisodesOfAtrialFibrillation() throws {
    let file = try AnnotationFile(path: path("long/paroxysmal.atr"))
    let beats = file.annotations.filter(\.code.isBeat)
    #expect(beats.count == 784)
    let spans = RhythmSpan.spans(in: file.annotations, end: 76_800)
    #expect(spans.map(\.rhythm) == ["N", "AFIB", "N", "AFIB", "N"])
    let starts = spans.map { Double($0.range.lowerBound) / 128 }
    for (start, expected) in zip(starts, [0.0, 150, 270, 390, 480]) {
      #expect(abs(start - expected) < 1)
    }
  }
}
