internal import BindingSites
internal import CommandSupport
internal import FoundationEssentials
internal import GenomicRegions
internal import ResultsExport

/// The outputs of a scan: features and tracks side by side.
final class ScanReport {
  private let features: [AnnotationWriter]
  private let tracks: [AnnotationWriter]
  /// Files that were there before and would be replaced.
  private let replaced: [String]
  /// Whether anything was scanned.
  var hasContent = false

  /// Opens all outputs, so that one that cannot be written ends the run before it costs anything.
  init(
    _ plan: OutputPlan<AnnotationFormat>, isIndexed: Bool, replaceExisting: Bool, label: String
  ) throws {
    let options = AnnotationOptions(source: "bioseq", featureType: "TF_binding_site")
    var writers: [AnnotationWriter] = []
    replaced = plan.outputs.map(\.path).filter {
      $0 != "-" && !$0.hasPrefix("/dev/") && FileManager.default.fileExists(atPath: $0)
    }
    do {
      for output in plan.outputs {
        writers.append(
          try AnnotationWriter(
            path: output.path, format: output.format, options: options,
            replaceExisting: replaceExisting,
            indexed: isIndexed && output.path.hasSuffix(".gz")))
      }
    } catch {
      for writer in writers { writer.discard() }
      throw error
    }
    features = writers.filter { !$0.format.holdsSignal }
    tracks = writers.filter(\.format.holdsSignal)
  }

  var wantsFeatures: Bool { !features.isEmpty }
  var wantsTrack: Bool { !tracks.isEmpty }

  /// Whether to keep the outputs of a run whose inputs all failed. Files of an earlier run are worth
  /// more than part of a new one.
  var isWorthKeeping: Bool { hasContent && replaced.isEmpty }

  func write(_ feature: GenomicFeature) throws {
    for writer in features { try writer.write(feature) }
  }

  func write(_ value: SignalValue) throws {
    for writer in tracks { try writer.write(value) }
  }

  func commit() throws {
    for writer in features + tracks { try writer.commit() }
  }

  func discard() {
    for writer in features + tracks { writer.discard() }
  }
}
