internal import Arrhythmia
internal import FoundationEssentials
internal import RecurrentCore

/// A model's own words, put together for people and programs.
struct RhythmModelDescription: Encodable {
  private let name: String
  private let task: String
  private let path: String
  private let sha256: String?
  private let parameterCount: Int
  private let architecture: NetworkArchitecture
  private let provenance: ModelProvenance
  private let signal: SignalContract
  private let calibration: TemperatureCalibration
  private let metrics: RhythmMetrics?

  init(_ model: RhythmModel) throws {
    name = model.name
    task = model.file.task
    path = model.path
    sha256 = model.sha256
    parameterCount = model.file.network.parameterCount
    architecture = model.file.network.architecture
    provenance = model.file.provenance
    signal = model.contract
    calibration = model.calibration
    metrics = try model.file.optionalSection(RhythmModel.Section.metrics)
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
