import Foundation
import Testing

@testable import CommandSupport

@Suite struct ModelLocatorTests {
  /// A folder tree that goes when the test ends.
  private final class Folders {
    let root = FileManager.default.temporaryDirectory.path + "/locator-\(UUID().uuidString)"

    func file(_ path: String) throws {
      let full = root + "/" + path
      try FileManager.default.createDirectory(
        atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: full))
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }
  }

  @Test func foldersAreSearchedInTheDocumentedOrder() throws {
    let folders = Folders()
    for place in ["given", "named", "bin/models", "share/bioseq/models"] {
      try folders.file("\(place)/ctcf.safetensors")
    }
    let executable = folders.root + "/bin/bioseq"
    func found(_ given: String?, _ environment: [String: String]) throws -> String {
      try ModelLocator(modelsFolder: given, environment: environment, executable: executable)
        .path(of: "ctcf").replacingOccurrences(of: folders.root, with: "")
    }
    let named = ["BIOSEQ_MODELS": folders.root + "/named"]
    #expect(try found(folders.root + "/given", named) == "/given/ctcf.safetensors")
    #expect(try found(nil, named) == "/named/ctcf.safetensors")
    #expect(try found(nil, [:]) == "/bin/models/ctcf.safetensors")
  }

  @Test func anInstalledProgramFindsTheModelsOfItsPrefix() throws {
    let folders = Folders()
    try folders.file("bin/bioseq")
    try folders.file("share/bioseq/models/ctcf.safetensors")
    let locator = ModelLocator(
      modelsFolder: nil, environment: [:], executable: folders.root + "/bin/bioseq")
    #expect(locator.folders == [folders.root + "/share/bioseq/models"])
    #expect(locator.available.map(\.name) == ["ctcf"])
  }

  @Test func theModelsOfThePackageTheExecutableWasBuiltInAreFound() throws {
    let folders = Folders()
    try folders.file("Package.swift")
    try folders.file("models/ctcf.safetensors")
    let locator = ModelLocator(
      modelsFolder: nil, environment: [:],
      executable: folders.root + "/.build/x86_64-unknown-linux-gnu/release/bioseq")
    #expect(locator.available.map(\.name) == ["ctcf"])
  }

  @Test func aFileOfAnyNameIsTakenWhereNoModelHasThatName() throws {
    let folders = Folders()
    try folders.file("models/ctcf.safetensors")
    let locator = ModelLocator(
      modelsFolder: folders.root + "/models", environment: [:], executable: nil)
    let here = FileManager.default.currentDirectoryPath
    let name = "locator-\(UUID().uuidString).st"
    try Data().write(to: URL(fileURLWithPath: here + "/" + name))
    defer { try? FileManager.default.removeItem(atPath: here + "/" + name) }
    #expect(try locator.path(of: name) == name)
    #expect(try locator.path(of: "ctcf") == folders.root + "/models/ctcf.safetensors")
    // A folder is no model.
    #expect(throws: CommandSupportError.self) { try locator.path(of: ".") }
  }

  @Test func anUnknownNameIsAnErrorThatSuggestsNamesLikeIt() throws {
    let folders = Folders()
    try folders.file("models/ctcf.safetensors")
    try folders.file("models/yeast-reb1.safetensors")
    try folders.file("models/README.md")
    let locator = ModelLocator(
      modelsFolder: folders.root + "/models", environment: [:], executable: nil)
    #expect(throws: CommandSupportError.self) { try locator.path(of: "ctc") }
    do { _ = try locator.path(of: "ctc") } catch {
      #expect(error.description.contains("did you mean \"ctcf\"?"))
    }
  }

  @Test func whatLooksLikeAPathIsTakenAsOne() throws {
    let locator = ModelLocator(modelsFolder: nil, environment: [:], executable: nil)
    #expect(try locator.path(of: "./ctcf") == "./ctcf")
    #expect(try locator.path(of: "x.safetensors") == "x.safetensors")
  }
}
