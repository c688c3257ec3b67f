import TestSupport

/// Bases in an order that only looks like chance, the same on every machine.
func bases(_ count: Int, seed: UInt64 = 1) -> String {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  var result = ""
  for _ in 0..<count {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    result.append(["A", "C", "G", "T"][Int(state >> 62)])
  }
  return result
}

/// FASTA with lines of 60 bases.
func fasta(_ sequences: KeyValuePairs<String, String>, lineEnd: String = "\n") -> String {
  var text = ""
  for (name, sequence) in sequences {
    text += ">" + name + lineEnd
    var rest = sequence[...]
    while !rest.isEmpty {
      text += rest.prefix(60) + lineEnd
      rest = rest.dropFirst(60)
    }
  }
  return text
}

extension TemporaryFolder {
  /// Two contigs of 4,000 and 1,000 bases.
  func genome() throws -> String {
    try write(fasta(["a": bases(4000), "b": bases(1000, seed: 2)]), to: "genome.fa")
  }
}
