import RecurrentCore

@testable import BindingSites

/// A null of three strata, each for higher scores than the one before.
enum StratifiedTiny {
  static func null() -> StratifiedNull {
    var generator = RandomGenerator(seed: 12)
    var scores: [Float] = []
    var shares: [GCShare] = []
    for index in 0..<6000 {
      scores.append(
        Float((0..<12).reduce(Double(index % 3) - 6) { sum, _ in sum + generator.uniform() }))
      shares.append(GCShare(strong: 1 + index % 3, known: 4))
    }
    return StratifiedNull(
      backgroundScores: scores, shares: shares, strata: 3, smallestSample: 1000)
  }

  static func model() throws -> BindingModel {
    var file = try TinyModel.file()
    try file.setSection(BindingModel.Section.null, null())
    return try BindingModel(file)
  }
}
