// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

// Test macros expand to code that strict memory safety would flag; the sources stay strict.
let testSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: testSettings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "bioseq",
  products: [
    .executable(name: "bioseq", targets: ["bioseq"]),
    .executable(name: "ecg", targets: ["ecg"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Layer 0: C, fenced.
    .systemLibrary(
      name: "CHTSlib", pkgConfig: "htslib", providers: [.apt(["libhts-dev"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Kernels are always optimised: debug tests would otherwise spend their time in -O0 loops.
    .target(
      name: "CRecurrentKernels",
      cSettings: [.unsafeFlags(["-O3", "-Wall", "-Wextra", "-Werror"])]),

    // Layer 1.
    module("UserFacing"),
    module("GenomicRegions", ["UserFacing"]),

    // Layer 2.
    module("RecurrentCore", ["CRecurrentKernels", "UserFacing"], exclude: ["GateOrder.md"]),
    module("SequenceIO", ["CHTSlib", "GenomicRegions", "UserFacing"]),
    module(
      "ResultsExport", ["CZlib", "GenomicRegions", "UserFacing"], exclude: ["Manifest.md"]),
    module("ECGSignal", ["UserFacing"]),

    // Layer 3.
    module("BindingSites", ["RecurrentCore", "SequenceIO", "GenomicRegions", "UserFacing"]),

    module("Arrhythmia", ["RecurrentCore", "ECGSignal", "UserFacing"]),

    // Layer 4.
    module(
      "CommandSupport",
      ["UserFacing", "GenomicRegions", "RecurrentCore", "ResultsExport", argumentParser],
      exclude: ["Batch/BatchJobs.md"]),

    // Layer 5.
    .executableTarget(
      name: "bioseq",
      dependencies: [
        "BindingSites", "CommandSupport", "GenomicRegions", "RecurrentCore", "ResultsExport",
        "SequenceIO", "UserFacing", argumentParser,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "ecg",
      dependencies: [
        "Arrhythmia", "CommandSupport", "ECGSignal", "RecurrentCore", "ResultsExport", "UserFacing",
        argumentParser,
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "kernel-bench",
      dependencies: [
        "RecurrentCore", "CRecurrentKernels", "SequenceIO", "UserFacing", argumentParser,
      ],
      swiftSettings: swiftSettings),

    // Tests mirror the sources.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: testSettings),
    .target(
      name: "RhythmTestSupport", dependencies: ["Arrhythmia", "RecurrentCore", "TestSupport"],
      path: "Tests/RhythmTestSupport", swiftSettings: testSettings),
    tests("UserFacingTests", ["UserFacing"]),
    tests("GenomicRegionsTests", ["GenomicRegions", "UserFacing"]),
    tests("RecurrentCoreTests", ["RecurrentCore", "CRecurrentKernels", "UserFacing"]),
    tests("SequenceIOTests", ["CHTSlib", "SequenceIO", "GenomicRegions", "UserFacing"]),
    tests(
      "ResultsExportTests", ["ResultsExport", "CZlib", "GenomicRegions", "UserFacing"]),
    tests("ECGSignalTests", ["ECGSignal", "UserFacing"]),
    tests(
      "BindingSitesTests",
      ["BindingSites", "RecurrentCore", "SequenceIO", "GenomicRegions", "UserFacing"]),
    tests(
      "ArrhythmiaTests",
      ["Arrhythmia", "ECGSignal", "RecurrentCore", "RhythmTestSupport", "UserFacing"]),
    tests(
      "CommandSupportTests", ["CommandSupport", "ResultsExport", "UserFacing", argumentParser]),
    tests("BioseqTests", ["bioseq", "CommandSupport"], exclude: ["Texts"]),
    tests(
      "EcgTests",
      ["ecg", "Arrhythmia", "ECGSignal", "RecurrentCore", "ResultsExport", "RhythmTestSupport"],
      exclude: ["Texts"]),
  ]
)
