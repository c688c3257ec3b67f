package import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
package import ResultsExport

extension RhythmModel: CataloguedModel {
  package static var program: String { "ecg" }

  package static var listColumns: [String] {
    [
      "parameters", "minimum_s", "measured_on", "recordings", "accuracy", "mean_f1_of_n_a_o",
    ]
  }

  package static func isOfAnotherTask(_ error: any Error) -> Bool {
    if case ArrhythmiaError.wrongTask = error { true } else { false }
  }

  package func listCells() throws -> [TableCell] {
    let metrics = try file.optionalSection(Section.metrics, as: RhythmMetrics.self)
    let figures = metrics.map { $0.test ?? $0.validation }
    return [
      .integer(Int64(file.network.parameterCount)),
      .number(Double(contract.minimumSamples) / contract.samplingFrequency),
      .text(metrics.map { $0.test == nil ? "validation" : "test" } ?? ""),
      figures.map { .integer(Int64($0.recordings)) } ?? .missing, .optional(figures?.accuracy),
      .optional(figures?.meanF1),
    ]
  }

  package func json() throws -> String { try RhythmModelDescription(self).json }
}
