/// The formats features and signals are written in.
package enum AnnotationFormat: String, Sendable, CaseIterable {
  case narrowPeak = "narrowpeak"
  case bed
  case bedGraph = "bedgraph"
  case gff3
  case tsv
  case jsonLines = "jsonl"

  /// The names accepted by `--format`.
  package static let names = allCases.map(\.rawValue)

  /// The format with a name, in any case.
  package init(name: String) throws(ResultsExportError) {
    guard let format = Self(rawValue: name.lowercased()) else {
      throw .unknownFormat(name: name, known: Self.names)
    }
    self = format
  }

  /// The format an output's extension stands for, a final `.gz` left out.
  package init(path: String) throws(ResultsExportError) {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
    let format = Self.allCases.first { format in
      format.extensions.contains { plain.hasSuffix("." + $0) }
    }
    guard let format else { throw .unknownExtension(path: path, known: Self.names) }
    self = format
  }

  /// The extensions that name the format, without the dot.
  package var extensions: [String] {
    switch self {
    case .narrowPeak: ["narrowpeak"]
    case .bed: ["bed"]
    case .bedGraph: ["bedgraph", "bdg", "bg"]
    case .gff3: ["gff3", "gff"]
    case .tsv: ["tsv"]
    case .jsonLines: ["jsonl", "ndjson"]
    }
  }

  /// Whether lines are `SignalValue`s; all other formats hold `GenomicFeature`s.
  package var holdsSignal: Bool { self == .bedGraph }
}
