internal import BindingSites
internal import CommandSupport
internal import GenomicRegions
internal import ResultsExport

/// The outputs of a scan: features and tracks side by side.
final class ScanReport {
  private let features: [AnnotationWriter]
  private let tracks: [AnnotationWriter]
  private var marks: [AnnotationWriter.Mark] = []

  /// Opens all outputs, so that one that cannot be written ends the run before it costs anything.
  init(
    _ plan: OutputPlan<AnnotationFormat>, isIndexed: Bool, replaceExisting: Bool, label: String
  ) throws {
    let options = AnnotationOptions(source: "bioseq", featureType: "TF_binding_site")
    var writers: [AnnotationWriter] = []
    do {
      try OutputFile.$areSeveral.withValue(plan.outputs.count > 1) {
        for output in plan.outputs {
          writers.append(
            try AnnotationWriter(
              path: output.path, format: output.format, options: options,
              replaceExisting: replaceExisting,
              indexed: isIndexed && output.path.hasSuffix(".gz")))
        }
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

  func write(_ feature: GenomicFeature) throws {
    for writer in features { try writer.write(feature) }
  }

  func write(_ value: SignalValue) throws {
    for writer in tracks { try writer.write(value) }
  }

  /// Begins an input that may be withdrawn.
  func beginInput() { marks = tracks.map(\.mark) }

  /// Forgets the values written since `beginInput`.
  ///
  /// - Returns: outputs that hold some of them for good, as standard output does.
  func withdrawInput() throws -> [String] {
    try zip(tracks, marks).filter { try !$0.goBack(to: $1) }.map(\.0.path)
  }

  /// Gives the files their names once all of them are written, all or none, and tells of indexes.
  func commit(_ context: CommandContext) throws {
    for writer in features + tracks { try writer.complete() }
    for writer in features + tracks { try writer.publish() }
    context.record { $0.outputs += (features + tracks).compactMap(\.indexPath) }
  }

  func discard() {
    for writer in features + tracks { writer.discard() }
  }
}
