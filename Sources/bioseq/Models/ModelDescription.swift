internal import BindingSites
internal import FoundationEssentials
internal import RecurrentCore

/// A model's own words, put together for people and programs.
struct ModelDescription: Encodable {
  private let name: String
  private let task: String
  private let path: String
  private let sha256: String?
  private let parameterCount: Int
  /// Networks that read each window; the cost of a scan is about their sum.
  private let networkCount: Int
  private let cost: String
  private let architecture: NetworkArchitecture
  private let provenance: ModelProvenance
  private let contract: BindingContract
  private let calibration: ScoreCalibration
  private let calibrationCheck: CalibrationCheck?
  private let nullSampleCount: Int
  /// Where the strata of G+C content lie that have nulls of their own; nil of one null.
  private let nullStrata: String?
  private let metrics: BinaryEvaluation?
  private let training: TrainingRecord?
  private let refits: [ModelRefit]?

  init(_ model: BindingModel) throws {
    name = model.name
    task = model.file.task
    path = model.path
    sha256 = model.sha256
    parameterCount = model.file.network.parameterCount
    networkCount = model.scorer.networkCount
    cost =
      networkCount == 1
      ? "one network" : "\(networkCount) networks: about \(networkCount) times the time of one"
    architecture = model.file.network.architecture
    provenance = model.file.provenance
    contract = model.contract
    calibration = model.calibration
    calibrationCheck = try model.file.optionalSection(BindingModel.Section.calibrationCheck)
    nullSampleCount = model.null.sampleCount
    nullStrata = model.isStratified ? Self.text(ofStrata: model.null) : nil
    metrics = try model.file.optionalSection(BindingModel.Section.metrics)
    training = try model.file.optionalSection(BindingModel.Section.training)
    refits = try model.file.optionalSection(BindingModel.Section.refits)
  }

  /// E.g. `G+C below 38.25 %: 100126, from 38.25 %: 99874`, with the background windows of each.
  private static func text(ofStrata null: StratifiedNull) -> String {
    let ends = null.borders.map { "\(($0 * 1e4).rounded() / 1e2) %" }
    let names = ["below \(ends.first ?? "")"] + ends.map { "from \($0)" }
    return "G+C "
      + zip(names, null.nulls).map { "\($0): \($1.sampleCount)" }.joined(separator: ", ")
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
