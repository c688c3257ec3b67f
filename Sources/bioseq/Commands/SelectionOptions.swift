internal import ArgumentParser
internal import GenomicRegions
internal import SequenceIO

/// Which regions and reads of the inputs are scanned.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: [.customShort("r"), .long],
    help: ArgumentHelp(
      "Scan windows that overlap a region, chr:start-end, 1-based inclusive; may be repeated.",
      valueName: "region"))
  var region: [String] = []

  @Option(
    name: [.customShort("L"), .long],
    help: ArgumentHelp("Scan windows that overlap regions of a BED file.", valueName: "bed"),
    completion: .file())
  var targetsFile: String?

  @Option(
    name: [.customShort("T"), .long],
    help: ArgumentHelp("FASTA that CRAM files were made against.", valueName: "fasta"),
    completion: .file())
  var reference: String?

  @Option(help: ArgumentHelp("Leave out reads of lower mapping quality.", valueName: "q"))
  var minMapq: UInt8 = 0

  @Option(
    help: ArgumentHelp(
      "Flags a read must have, a number as 0x10 or 16.", valueName: "flags"))
  var includeFlags: ReadFlags = []

  @Option(
    help: ArgumentHelp(
      "Flags a read must not have. (default: unmapped, secondary, failed, duplicate, supplementary)",
      valueName: "flags"))
  var excludeFlags: ReadFlags?

  /// The regions asked for, with the margin that a model needs; nil for everything.
  ///
  /// Throws what is wrong with a region or with the BED file.
  func query(margin: Int64) throws -> RegionQuery? {
    guard !region.isEmpty || targetsFile != nil else { return nil }
    return RegionQuery(
      regions: try region.map { try RegionString($0) },
      targets: try targetsFile.map { try BEDFile.regions(path: $0) }, margin: margin)
  }

  var alignmentOptions: AlignmentReader.Options {
    var options = AlignmentReader.Options()
    options.filter.minimumMappingQuality = minMapq
    options.filter.includeFlags = includeFlags
    options.filter.excludeFlags = excludeFlags
    options.reference = reference
    return options
  }
}

extension ReadFlags: ExpressibleByArgument {
  /// Reads a decimal or, after `0x`, hexadecimal number.
  public init?(argument: String) {
    let isHexadecimal = argument.lowercased().hasPrefix("0x")
    let digits = isHexadecimal ? String(argument.dropFirst(2)) : argument
    guard let value = UInt16(digits, radix: isHexadecimal ? 16 : 10) else { return nil }
    self.init(rawValue: value)
  }

  /// How help shows a default.
  public var defaultValueDescription: String { rawValue == 0 ? "none" : "\(rawValue)" }
}
