package import BindingSites
internal import CommandSupport
internal import RecurrentCore
package import ResultsExport

extension BindingModel: CataloguedModel {
  package static var program: String { "bioseq" }

  package static var listColumns: [String] {
    [
      "label", "window", "parameters", "validation_auROC", "validation_auPRC", "organism", "assay",
    ]
  }

  package static func isOfAnotherTask(_ error: any Error) -> Bool {
    if case BindingSitesError.wrongTask = error { true } else { false }
  }

  package func listCells() throws -> [TableCell] {
    let metrics = try file.optionalSection(Section.metrics, as: BinaryEvaluation.self)
    return [
      .text(contract.label), .integer(Int64(contract.window)),
      .integer(Int64(file.network.parameterCount)), .optional(metrics?.auROC),
      .optional(metrics?.auPRC), contract.organism.map(TableCell.text) ?? .missing,
      contract.assay.map(TableCell.text) ?? .missing,
    ]
  }

  package func json() throws -> String { try ModelDescription(self).json }
}
