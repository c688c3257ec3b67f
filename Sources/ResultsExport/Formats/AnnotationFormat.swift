/// The formats features and signals are written in.
package enum AnnotationFormat: String, OutputFormat {
  case narrowPeak = "narrowpeak"
  case bed
  case bedGraph = "bedgraph"
  case gff3
  case tsv
  case jsonLines = "jsonl"

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
