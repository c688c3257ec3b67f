import RecurrentCore
import TestSupport
import Testing

@testable import Arrhythmia

@Suite struct RecordingLoaderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, count) in [("long", 20_000), ("fine", 1200), ("short", 300), ("other", 1200)] {
      let samples = (0..<count).map { $0 % 50 < 25 ? 100 : -100 }
      _ = try folder.write(
        samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] },
        to: name + ".dat")
      _ = try folder.write("\(name) 1 200 \(count)\n\(name).dat 16 100/mV\n", to: name + ".hea")
    }
  }

  private func load(_ lines: String, threads: Int = 2) async throws -> RecordingLoader.Result {
    let reference = try RhythmReference(Array(lines.utf8), path: "REFERENCE.csv")
    let loader = RecordingLoader(SignalContract(scaling: .millivolts(1)), lead: nil)
    return try await loader([folder.path], reference, threads: threads)
  }

  @Test func listedRecordingsAreReadInTheOrderOfNames() async throws {
    let result = try await load("short,A\nlong,O\nfine,N\n")
    #expect(result.recordings.map(\.name) == ["fine", "long"])
    #expect(result.recordings.map(\.rhythm) == [.normal, .other])
    #expect(result.recordings.map(\.signal.count) == [1200, 12_288])
    #expect(result.tooShort == ["short"])
    #expect(result.cut == ["long"])
    #expect(result.unlabelled == 1)
    #expect(try await load("long,O\nfine,N\n", threads: 1).recordings == result.recordings)
  }

  @Test func theSourceIsTheHashOfTheHashesOfAllFilesRead() async throws {
    let result = try await load("short,A\nlong,O\nfine,N\n")
    let names = ["fine.dat", "fine.hea", "long.dat", "long.hea", "short.dat", "short.hea"]
    let lines = try names.map {
      "\(try SHA256.hexadecimal(ofFile: folder.path + "/" + $0))  \($0)\n"
    }
    #expect(result.source.sha256 == SHA256.hexadecimal(of: Array(lines.joined().utf8)))
    #expect(result.source.name == "sha256sum of 6 files of 3 recordings")
  }

  @Test func recordingsThatAreNotThereAreNamed() async throws {
    await #expect(throws: ArrhythmiaError.self) { try await load("fine,N\nnowhere,A\n") }
  }
}
