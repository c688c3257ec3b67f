internal import ArgumentParser
internal import BindingSites
internal import SequenceIO

extension ScanSettings.StrandChoice: ExpressibleByArgument {}
extension AmbiguityPolicy: ExpressibleByArgument {}
extension ScanSettings.MaskPolicy: ExpressibleByArgument {}

/// How windows are laid and scored.
struct ScanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Bases between windows. (default: the model's)", valueName: "bases"))
  var stride: Int?

  @Option(help: "Strand to score; both is the mean of the two strands' scores.")
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

  func settings(for model: BindingModel) -> ScanSettings {
    var settings = ScanSettings()
    settings.stride = stride ?? model.contract.stride
    settings.strand = strand
    settings.ambiguity = ambiguous
    settings.mask = mask
    return settings
  }
}
