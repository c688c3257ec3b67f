import FoundationEssentials
import TestSupport
import Testing

@testable import RecurrentCore

@Suite struct SafetensorsFileTests {
  /// Written by the Python package safetensors 0.6 from PyTorch tensors of every type.
  private static let writtenByPython =
    Data(
      base64Encoded: """
        yAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJuYW1lIjoiYSBcInF1b3RlZFwiIMOpIn0sImNvdW50Ijp7ImR0eXBlIjoi\
        STY0Iiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOlswLDhdfSwiZG91YmxlIjp7ImR0eXBlIjoiRjY0Iiwic2hhcGUi\
        OlsxXSwiZGF0YV9vZmZzZXRzIjpbOCwxNl19LCJ3ZWlnaHQiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsMl0sImRh\
        dGFfb2Zmc2V0cyI6WzE2LDMyXX0sInNtYWxsIjp7ImR0eXBlIjoiSTMyIiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRz\
        IjpbMzIsNDBdfSwiYnJhaW4iOnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbNDAsNDRd\
        fSwiaGFsZiI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzQ0LDUwXX0sImJ5dGVzIjp7\
        ImR0eXBlIjoiVTgiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOls1MCw1M119fSAHAAAAAAAAAJqZmZmZmbk/AADA\
        PwAAAMAAAIA+AABAQP////8CAAAAgD9AwAA8ALj/ewEC/w==
        """) ?? Data()

  @Test func readsWhatPythonWrote() throws {
    let file = try SafetensorsFile(Array(Self.writtenByPython), path: "p")
    #expect(file.metadata == ["name": "a \"quoted\" é"])
    #expect(try file.floats(named: "weight", sizes: [2, 2]) == [1.5, -2, 0.25, 3])
    #expect(file.tensors["half"]?.floats == [1, -0.5, 65504])
    #expect(file.tensors["brain"]?.floats == [1, -3])
    #expect(file.tensors["double"]?.floats == [Float(0.1)])
    #expect(file.tensors["count"]?.integers == [7] && file.tensors["count"]?.sizes == [])
    #expect(file.tensors["small"]?.integers == [-1, 2])
    #expect(file.tensors["bytes"]?.integers == [1, 2, 255])
    #expect(file.tensors["weight"]?.integers == nil && file.tensors["small"]?.floats == nil)
  }

  @Test func writingAndReadingGivesTheSameFile() throws {
    let file = Self.example
    let bytes = file.encoded()
    #expect(try SafetensorsFile(bytes, path: file.path) == file)
    let headerSize = Int(bytes[...].littleEndian64(at: 0))
    #expect(headerSize.isMultiple(of: 8))
  }

  @Test func equalContentsGiveEqualBytesWhateverTheOrder() {
    var other = SafetensorsFile(path: "p")
    for name in Self.example.tensors.keys.sorted().reversed() {
      other.tensors[name] = Self.example.tensors[name]
    }
    for name in Self.example.metadata.keys.sorted().reversed() {
      other.metadata[name] = Self.example.metadata[name]
    }
    #expect(other.encoded() == Self.example.encoded())
  }

  @Test func truncatedFilesAreRefusedAtEveryLength() {
    let bytes = Self.example.encoded()
    for count in 0..<bytes.count {
      #expect(throws: RecurrentCoreError.self) {
        try SafetensorsFile(Array(bytes[..<count]), path: "p")
      }
    }
  }

  @Test func noChangedByteCrashesTheReader() {
    let bytes = Array(Self.writtenByPython)
    var refused = 0
    for index in 0..<464 {
      for value: UInt8 in [0, 0x22, 0x2C, 0x39, 0x5B, 0x7B, 0x7D, 0xFF] {
        var changed = bytes
        changed[index] = value
        do throws(RecurrentCoreError) {
          let file = try SafetensorsFile(changed, path: "p")
          #expect(file.tensors.values.allSatisfy { $0.floats != nil || $0.integers != nil })
        } catch { refused += 1 }
      }
    }
    #expect(refused > 2000)
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "do not hold the 8 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "do not hold"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{}}"#, "given twice"),
    (#"{"a":{"dtype":"F32","dtype":"F32"}}"#, "given twice"),
    (#"{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}"#, "\"Q4\" is none of"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "non-negative integer"),
    (#"{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, "no \"]\""),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, "3 data offsets"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#, "a gap precedes it"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#, "overlaps another"
    ),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#, "ends at data byte 12 of 4"),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, "2 bytes after the last"),
    (
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,4]}}"#,
      "overflow"
    ),
    (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#, "too large"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, "unknown key"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, "needs \"dtype\""),
    (#"{"__metadata__":{"k":"1","k":"2"}}"#, "metadata \"k\" given twice"),
    (#"{"__metadata__":{"k":1}}"#, "no \"\"\""),
    (#"{"__metadata__":{},"__metadata__":{}}"#, "two \"__metadata__\""),
    (#"{"__metadata__":{"k":"\ud800"}}"#, "surrogate"),
    (#"{"a":[[[[[[[["#, "no \"{\""),
    (#"{} x"#, "the end of the header"),
    (#"[]"#, "does not start"),
    ("{\"__metadata__\":{\"k\":\"a\nb\"}}", "control character"),
  ])
  func hostileHeadersAreRefused(_ header: String, _ problem: String) {
    let error = #expect(throws: RecurrentCoreError.self) {
      try SafetensorsFile(Self.file(header, data: [0, 0, 0, 0]), path: "bad.safetensors")
    }
    let text = error?.description ?? ""
    #expect(text.contains(problem), "\(text)")
    #expect(text.contains("bad.safetensors"))
    #expect(error?.diagnosis.exitStatus == .modelUnavailable)
  }

  @Test func headerLongerThanTheFileIsRefused() {
    for length: UInt64 in [5, 100_000_001, .max, 1 << 62] {
      var bytes: [UInt8] = []
      bytes.appendLittleEndian(length)
      #expect(throws: RecurrentCoreError.self) {
        try SafetensorsFile(bytes + Array("{}".utf8), path: "p")
      }
    }
  }

  @Test func errorNamesTheTensor() {
    let header = #"{"layer.weight":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#
    let error = #expect(throws: RecurrentCoreError.self) {
      try SafetensorsFile(Self.file(header, data: [0, 0, 0, 0]), path: "m.safetensors")
    }
    #expect(error?.description.contains("\"m.safetensors\", tensor \"layer.weight\"") == true)
  }

  @Test func valuesThatAreNotFiniteAreRefusedOnUse() throws {
    var file = SafetensorsFile(path: "p")
    file.tensors["w"] = StoredTensor(floats: [1, .nan], sizes: [2])
    let error = #expect(throws: RecurrentCoreError.self) {
      try file.floats(named: "w", sizes: [2])
    }
    #expect(error == .malformedModel(path: "p", tensor: "w", problem: "element 1 is nan"))
  }

  @Test func parametersComeBackInDeclaredOrder() throws {
    let declarations = [
      ParameterDeclaration("z", Shape([.outputs: 2, .inputs: 1]), .constant(0)),
      ParameterDeclaration("a", Shape([.outputs: 2]), .constant(0)),
    ]
    var parameters = ParameterSet<Float>()
    parameters.append("z", Tensor(declarations[0].shape, [1, 2]))
    parameters.append("a", Tensor(declarations[1].shape, [3, 4]))
    var file = SafetensorsFile()
    file.store(parameters, prefix: "best.")
    #expect(try file.parameters(declarations, prefix: "best.") == parameters)
    #expect(throws: RecurrentCoreError.self) { try file.parameters(declarations) }
  }

  @Test func writingReplacesTheFileAndLeavesNothingBeside() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    try SafetensorsFile().write(to: path)
    try Self.example.write(to: path)
    #expect(try SafetensorsFile(readingFrom: path).tensors == Self.example.tensors)
    #expect(try folder.names() == ["model.safetensors"])
  }

  @Test func pathsThatCannotBeUsedGiveTypedErrors() throws {
    let folder = try TemporaryFolder()
    #expect(
      throws: RecurrentCoreError.cannotReadModel(
        path: folder.file("none"), reason: "no such file or directory")
    ) { try SafetensorsFile(readingFrom: folder.file("none")) }
    #expect(
      throws: RecurrentCoreError.cannotReadModel(
        path: folder.path, reason: "not a regular file")
    ) { try SafetensorsFile(readingFrom: folder.path) }
    #expect(throws: RecurrentCoreError.self) {
      try SafetensorsFile().write(to: folder.file("none/model"))
    }
  }

  private static let example: SafetensorsFile = {
    var file = SafetensorsFile(path: "p")
    file.metadata = ["format": "1", "note": "line\n\"two\"\\ é\u{1}", "": ""]
    file.tensors["b.weight"] = StoredTensor(floats: [1, -0.0, .infinity], sizes: [3, 1])
    file.tensors["a.index"] = StoredTensor(integers: [.min, 5], sizes: [2])
    file.tensors["scalar"] = StoredTensor(floats: [2], sizes: [])
    file.tensors["empty"] = StoredTensor(floats: [], sizes: [4, 0])
    file.tensors["raw"] = StoredTensor(bytes: [9, 8, 7])
    return file
  }()

  private static func file(_ header: String, data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(UInt64(header.utf8.count))
    return bytes + Array(header.utf8) + data
  }
}
