package import ResultsExport

/// A kind of model that a program's `models` commands list, show and verify.
package protocol CataloguedModel: Sendable {
  /// The program whose models these are.
  static var program: String { get }
  /// Columns of the list, between a model's name and its path.
  static var listColumns: [String] { get }
  /// Whether reading failed because the file holds a model for something else.
  static func isOfAnotherTask(_ error: any Error) -> Bool

  init(readingFrom path: String) throws

  var name: String { get }
  /// A cell for each of `listColumns`.
  func listCells() throws -> [TableCell]
  /// Everything the model says of itself, as JSON.
  func json() throws -> String
  /// Replays the self-test; returns the largest difference from what is stored.
  func verify() throws -> Float
}
