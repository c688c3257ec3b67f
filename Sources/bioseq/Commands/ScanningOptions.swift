internal import ArgumentParser
internal import BindingSites
internal import SequenceIO

extension ScanSettings.StrandChoice: ExpressibleByArgument {}
extension AmbiguityPolicy: ExpressibleByArgument {}
extension ScanSettings.MaskPolicy: ExpressibleByArgument {}

/// How windows are laid and scored.
struct ScanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Bases between windows. (default: the model's; none for models of bins)", valueName: "bases"))
  var stride: Int?

  @Option(
    help: "Strand to score; both is the mean of the two strands' scores, of motifs the better one.")
  var strand = ScanSettings.StrandChoice.both

  @Option(help: "What a base other than A, C, G, T is taken for.")
  var ambiguous = AmbiguityPolicy.uniform

  @Option(help: "With soft, lower-case bases count as unknown.")
  var mask = ScanSettings.MaskPolicy.none

  /// Longer than any contig is of no use.
  private static let strides = 1...1_000_000_000

  mutating func validate() throws {
    guard stride.map(Self.strides.contains) ?? true else {
      throw ValidationError("--stride lies between 1 and \(Self.strides.upperBound)")
    }
  }

  /// - Parameter windowStride: bases between windows where nothing is asked for; the model's if nil.
  /// - Throws: `strideOfBins`.
  func settings(for model: any SiteModel, windowStride: Int? = nil) throws -> ScanSettings {
    var settings = ScanSettings()
    if let bins = model.contract.bins {
      guard stride == nil else { throw BioseqError.strideOfBins(model: model.name, bin: bins.bin) }
      settings.stride = bins.bin
    } else {
      settings.stride = stride ?? windowStride ?? model.contract.stride
    }
    settings.strand = strand
    settings.ambiguity = ambiguous
    settings.mask = mask
    return settings
  }
}
