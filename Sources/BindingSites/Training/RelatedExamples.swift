internal import GenomicRegions
internal import SequenceIO

/// Which examples must stay on one side of a split, or a validation figure would be a memory test.
enum RelatedExamples {
  /// Indices of related examples, in order of each group's first member.
  static func groups(of examples: [LabelledSequence]) -> [[Int]] {
    var forest = DisjointSets(count: examples.count)
    var firstBySequence: [[UInt8]: Int] = [:]
    for (index, example) in examples.enumerated() {
      let key = canonical(example.codes)
      if let first = firstBySequence[key] {
        forest.join(first, index)
      } else {
        firstBySequence[key] = index
      }
    }
    joinOverlappingLoci(examples, &forest)
    var groups: [[Int]] = []
    var groupOfRoot: [Int: Int] = [:]
    for index in examples.indices {
      let root = forest.root(of: index)
      if let group = groupOfRoot[root] {
        groups[group].append(index)
      } else {
        groupOfRoot[root] = groups.count
        groups.append([index])
      }
    }
    return groups
  }

  /// The lesser of a sequence and its reverse complement.
  static func canonical(_ codes: [UInt8]) -> [UInt8] {
    let reverse = BaseCode.reverseComplement(of: codes)
    return reverse.lexicographicallyPrecedes(codes) ? reverse : codes
  }

  private static func joinOverlappingLoci(
    _ examples: [LabelledSequence], _ forest: inout DisjointSets
  ) {
    let loci = examples.indices.compactMap { index in
      examples[index].locus.map { (locus: $0, index: index) }
    }.sorted { ($0.locus.contig, $0.locus.start) < ($1.locus.contig, $1.locus.start) }
    var reach: (contig: String, end: GenomicPosition, index: Int)?
    for (locus, index) in loci {
      if let previous = reach, previous.contig == locus.contig, locus.start <= previous.end {
        forest.join(previous.index, index)
        reach = (locus.contig, max(previous.end, locus.end), index)
      } else {
        reach = (locus.contig, locus.end, index)
      }
    }
  }
}

/// Union-find with path halving.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (first, second) = (root(of: a), root(of: b))
    parents[max(first, second)] = min(first, second)
  }
}
