import RecurrentCore
import RhythmTestSupport
import Testing

@testable import Arrhythmia

@Suite struct StretchRelevanceTests {
  /// A network whose logit for "normal" is the mean of the rectified signal.
  private func model() throws -> RhythmModel {
    var file = try TinyRhythmModel.file(
      layers: """
        {"type": "relu"}, {"type": "global_pooling", "parts": ["mean"]},
        {"type": "dense", "outputs": 4}
        """)
    for name in file.parameters.names {
      let isWeight = name.hasSuffix("weight")
      let count = file.parameters[name].elements.count
      file.parameters[name].elements = (0..<count).map { isWeight && $0 == 0 ? 1 : 0 }
    }
    file.selfTest = nil
    return try RhythmModel(file)
  }

  @Test func theStretchThatCarriesTheEvidenceWeighsMost() throws {
    let classifier = RecordClassifier(try model())
    var signal = [Float](repeating: 0, count: 1030)
    for index in 520..<700 { signal[index] = 1 }
    let relevance = StretchRelevance(of: signal, rhythm: .normal, classifier: classifier)
    #expect(relevance.stretches.map(\.samples) == [0..<257, 257..<515, 515..<772, 772..<1030])
    #expect(relevance.stretches.map { $0.weight > 0 } == [false, false, true, false])
    #expect(relevance.strongest?.seconds == 5.15..<7.72)
    #expect(abs((relevance.strongest?.weight ?? 0) - 180.0 / 1030) < 1e-6)
    let against = StretchRelevance(of: signal, rhythm: .other, classifier: classifier)
    #expect(against.stretches.allSatisfy { $0.weight <= 0 })
  }

  @Test func aShortSignalIsOneStretch() throws {
    let relevance = StretchRelevance(
      of: TinyRhythmModel.signal(300, seed: 2), rhythm: .noise,
      classifier: RecordClassifier(try TinyRhythmModel.model()))
    #expect(relevance.stretches.map(\.samples) == [0..<300])
    #expect(relevance.strongest == relevance.stretches.first)
  }
}
