import Foundation
import RecurrentCore
import TestSupport
import Testing

@testable import BindingSites

@Suite struct BindingModelTests {
  private func problem(_ change: (inout ModelFile) throws -> Void) throws -> String? {
    var file = try TinyModel.file()
    try change(&file)
    do {
      _ = try BindingModel(file)
      return nil
    } catch BindingSitesError.badModel(_, let problem) {
      return problem
    }
  }

  @Test func aModelSurvivesItsFile() throws {
    let folder = try TemporaryFolder()
    let file = try TinyModel.file()
    try file.write(to: folder.file("tiny.safetensors"))
    let model = try BindingModel(readingFrom: folder.file("tiny.safetensors"))
    #expect(model.contract == BindingContract(label: "TINY", window: 24, stride: 5))
    #expect(
      model.calibration
        == ScoreCalibration(line: LogisticCalibration(slope: 1.5, intercept: -2)))
    #expect(model.null == StratifiedNull(TinyModel.null))
    #expect(model.file.parameters == file.parameters)
    #expect(try model.verify() <= BindingModel.selfTestTolerance)
  }

  @Test func aModelOfBinsSurvivesItsFile() throws {
    let folder = try TemporaryFolder()
    try TinyBinModel.file().write(to: folder.file("tiny.safetensors"))
    let model = try BindingModel(readingFrom: folder.file("tiny.safetensors"))
    #expect(model.contract == TinyBinModel.contract)
    #expect(model.contract.stride == 4 && model.contract.regionMargin == 256 + 128 + 8)
    #expect(try model.verify() <= BindingModel.selfTestTolerance)
    var file = try TinyBinModel.file()
    file.parameters.tensors[0].elements[0] += 3
    let changed = try BindingModel(file)
    #expect(throws: BindingSitesError.self) { try changed.verify() }
  }

  @Test(
    arguments: [
      (BinGrid(bin: 0, chunk: 256, context: 128), 20), (BinGrid(bin: 4, chunk: 250), 20),
      (BinGrid(bin: 4, chunk: 0, context: 0), 20), (BinGrid(bin: 4, chunk: 1 << 20), 20),
      (BinGrid(bin: 4, chunk: 256, context: 130), 20), (BinGrid(bin: 4, chunk: 256), 3),
      (BinGrid(bin: 4, chunk: 256, context: 260), 20), (BinGrid(bin: 4, chunk: 256), 21),
      (BinGrid(bin: 4, chunk: 256, context: -4), 20), (BinGrid(bin: 8, chunk: 256), 24),
      (BinGrid(bin: 4, chunk: 256, context: 64), 140),
    ])
  func gridsThatMakeNoSenseAreRefused(grid: BinGrid, window: Int) throws {
    let contract = BindingContract(label: "x", window: window, bins: grid)
    #expect(throws: BindingSitesError.self) {
      try BindingModel(TinyBinModel.file(contract: contract))
    }
  }

  @Test func networksOfWindowsAndBinsAreNotMistaken() throws {
    #expect(throws: BindingSitesError.self) {
      try BindingModel(TinyBinModel.file(layers: TinyModel.layers))
    }
    let contract = BindingContract(label: "x", window: 24)
    #expect(throws: BindingSitesError.self) {
      try BindingModel(TinyBinModel.file(contract: contract))
    }
  }

  @Test func modelsForOtherTasksAreRefused() throws {
    let file = try TinyModel.file(task: "arrhythmia")
    #expect(throws: BindingSitesError.wrongTask(path: "tiny", task: "arrhythmia")) {
      try BindingModel(file)
    }
  }

  @Test(
    arguments: [
      BindingModel.Section.contract, BindingModel.Section.calibration, BindingModel.Section.null,
    ])
  func aSectionOfAnotherFormIsRefusedByName(section: String) throws {
    var file = try TinyModel.file()
    try file.setSection(section, ["something": "else"])
    let error = #expect(throws: RecurrentCoreError.self) { try BindingModel(file) }
    guard case .invalidModel(_, let field, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(field == section)
  }

  @Test func aModelWithoutSectionsIsRefused() throws {
    let network = try TinyModel.network()
    let file = ModelFile(
      name: "bare", task: BindingModel.task, network: network,
      parameters: network.initialParameters(seed: 1),
      provenance: ModelProvenance(licence: "MIT", trainingCommand: "none"))
    #expect(
      throws: RecurrentCoreError.invalidModel(path: "bare", field: "binding", problem: "missing")
    ) { try BindingModel(file) }
  }

  @Test(
    arguments: [
      BindingContract(label: "", window: 24), BindingContract(label: "x", window: 0),
      BindingContract(label: "x", window: -3), BindingContract(label: "x", window: 1_000_000),
      BindingContract(label: "x", window: 24, stride: 0),
      BindingContract(label: "x", window: 24, stride: .max),
      BindingContract(label: "x", window: 24, pValueThreshold: -0.1),
      BindingContract(label: "x", window: 24, pValueThreshold: 1),
    ])
  func contractsThatMakeNoSenseAreRefused(contract: BindingContract) throws {
    #expect(try problem { try $0.setSection(BindingModel.Section.contract, contract) } != nil)
  }

  @Test func aCalibrationThatDoesNotRiseIsRefused() throws {
    for slope in [0, -1.0] {
      let calibration = LogisticCalibration(slope: slope, intercept: 0)
      let problem = try problem { try $0.setSection(BindingModel.Section.calibration, calibration) }
      #expect(problem?.contains("calibration") == true)
    }
  }

  @Test(
    arguments: [
      #"{"sample_count":9,"body_probabilities":[1,0.5,0.01],"body_scores":[0,2,1],"#
        + #""tail_scale":1,"tail_shape":0}"#,
      #"{"sample_count":9,"body_probabilities":[1,0.5,0.5],"body_scores":[0,1,2],"#
        + #""tail_scale":1,"tail_shape":0}"#,
      #"{"sample_count":9,"body_probabilities":[1,0.5],"body_scores":[0,1,2],"#
        + #""tail_scale":1,"tail_shape":0}"#,
      #"{"sample_count":9,"body_probabilities":[],"body_scores":[],"tail_scale":1,"tail_shape":0}"#,
      #"{"sample_count":9,"body_probabilities":[1,0.5],"body_scores":[0,1],"#
        + #""tail_scale":0,"tail_shape":0}"#,
      #"{"sample_count":9,"body_probabilities":[1,0.5],"body_scores":[0,1],"#
        + #""tail_scale":1,"tail_shape":9}"#,
    ])
  func nullsThatAreNoDistributionAreRefused(json: String) throws {
    let null = try JSONDecoder().decode(NullDistribution.self, from: Data(json.utf8))
    let problem = try problem { try $0.setSection(BindingModel.Section.null, null) }
    #expect(problem?.contains("null") == true)
  }

  @Test(
    arguments: [
      #"{"type": "lstm", "hidden_size": 2}, {"type": "dense", "outputs": 1}"#,
      #"{"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 2}"#,
      #"{"type": "convolution", "outputs": 2, "taps": 25, "padding": "valid"}, "#
        + #"{"type": "global_pooling", "parts": ["max"]}, {"type": "dense", "outputs": 1}"#,
    ])
  func networksWithoutOneLogitAWindowAreRefused(layers: String) throws {
    let file = try TinyModel.file(layers: layers)
    #expect(throws: BindingSitesError.self) { try BindingModel(file) }
  }

  @Test func weightsThatAreNotNumbersAreRefused() throws {
    let folder = try TemporaryFolder()
    var file = try TinyModel.file()
    file.parameters.tensors[0].elements[3] = .nan
    try file.write(to: folder.file("nan.safetensors"))
    let error = #expect(throws: RecurrentCoreError.self) {
      try BindingModel(readingFrom: folder.file("nan.safetensors"))
    }
    guard case .malformedModel = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func theSelfTestFindsAChangedWeight() throws {
    for index in try TinyModel.file().parameters.tensors.indices {
      var file = try TinyModel.file()
      file.parameters.tensors[index].elements[0] += 3
      let model = try BindingModel(file)
      #expect(throws: BindingSitesError.self, "\(file.parameters.names[index])") {
        try model.verify()
      }
    }
  }

  @Test func aModelWithoutSelfTestIsNotVerified() throws {
    var file = try TinyModel.file()
    file.selfTest = nil
    let model = try BindingModel(file)
    #expect(throws: BindingSitesError.badModel(path: "tiny", problem: "it has no self-test")) {
      try model.verify()
    }
  }

  @Test(arguments: [23, 25, 48])
  func aSelfTestOfAnotherWindowIsRefused(window: Int) throws {
    var file = try TinyModel.file()
    file.selfTest = TinyModel.selfTest(file.network, file.parameters, window: window)
    let model = try BindingModel(file)
    #expect(throws: BindingSitesError.self) { try model.verify() }
  }
}
