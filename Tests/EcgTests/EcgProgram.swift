import Foundation
import RhythmTestSupport
import TestSupport

/// The built `ecg`.
let program = BuiltProgram(name: "ecg")

extension TemporaryFolder {
  /// Writes the tiny model and returns its path.
  func tinyModel(_ name: String = "tiny") throws -> String {
    let path = file("\(name).safetensors")
    var model = try TinyRhythmModel.file()
    model.name = name
    try model.write(to: path)
    return path
  }

  /// Makes a folder and returns its path.
  func subfolder(_ name: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: file(name), withIntermediateDirectories: true)
    return file(name)
  }

  /// Writes records `r0`, `r1`, ... of different lengths into a folder `records`.
  func records(_ count: Int) throws -> String {
    let path = try subfolder("records")
    for index in 0..<count {
      let samples = SyntheticRecord.beats(500 + 130 * index, frequency: 100, seed: index)
      try SyntheticRecord.write("records/r\(index)", [samples], in: self)
    }
    return path
  }
}
