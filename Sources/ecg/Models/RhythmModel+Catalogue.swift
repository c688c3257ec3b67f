package import Arrhythmia
internal import CommandSupport
internal import RecurrentCore
package import ResultsExport

extension RhythmModel: CataloguedModel {
  package static var program: String { "ecg" }

  package static var listColumns: [String] {
    ["parameters", "sampling_frequency_hz", "minimum_s", "averages_polarity"]
  }

  package static func isOfAnotherTask(_ error: any Error) -> Bool {
    if case ArrhythmiaError.wrongTask = error { true } else { false }
  }

  package func listCells() throws -> [TableCell] {
    [
      .integer(Int64(file.network.parameterCount)), .number(contract.samplingFrequency),
      .number(Double(contract.minimumSamples) / contract.samplingFrequency),
      .text(contract.averagesPolarity ? "yes" : "no"),
    ]
  }

  package func json() throws -> String { try RhythmModelDescription(self).json }
}
