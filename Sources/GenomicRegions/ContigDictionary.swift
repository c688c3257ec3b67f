/// The contigs of a reference in file order, found by name in constant time.
package struct ContigDictionary: Sendable, Equatable {
  package struct Contig: Sendable, Equatable {
    package let name: String
    /// Bases; may exceed 2^31.
    package let length: Int64
  }

  package private(set) var contigs: [Contig] = []
  private var indices: [String: Int] = [:]

  package init() {}

  /// Throws `duplicateContig`.
  package init(_ contigs: [(String, Int64)]) throws(GenomicRegionsError) {
    for (name, length) in contigs { try append(name: name, length: length) }
  }

  /// Adds a contig after the others. Throws `duplicateContig`.
  package mutating func append(name: String, length: Int64) throws(GenomicRegionsError) {
    precondition(length >= 0, "contig \(name) has length \(length)")
    guard indices.updateValue(contigs.count, forKey: name) == nil else {
      throw .duplicateContig(name: name)
    }
    contigs.append(Contig(name: name, length: length))
  }

  package var count: Int { contigs.count }

  package subscript(index: Int) -> Contig { contigs[index] }

  /// The contig's place in file order, or nil if there is none of this name.
  package func index(of name: String) -> Int? { indices[name] }

  /// The contig's bases, or nil if there is none of this name.
  package func length(of name: String) -> Int64? { indices[name].map { contigs[$0].length } }

  /// The error for a name that is not here, with the spelling that is: `1` for `chr1`, `MT` for `chrM`,
  /// another case.
  package func unknownContig(_ name: String) -> GenomicRegionsError {
    let bare = name.lowercased().hasPrefix("chr") ? String(name.dropFirst(3)) : name
    let mitochondrial = ["M", "MT"].contains(bare) ? ["MT", "M", "chrM", "chrMT"] : []
    let similar =
      ([bare, "chr" + bare] + mitochondrial).first { $0 != name && indices[$0] != nil }
      ?? contigs.first { $0.name.lowercased() == name.lowercased() }?.name
    return .unknownContig(name: name, similar: similar)
  }

  /// The interval if it lies on a contig of this dictionary; throws `unknownContig` or
  /// `beyondContig`.
  package func check(_ interval: GenomicInterval) throws(GenomicRegionsError) -> GenomicInterval {
    guard let length = length(of: interval.contig) else { throw unknownContig(interval.contig) }
    guard interval.end.offset <= length else {
      throw .beyondContig(region: interval.description, contigLength: length)
    }
    return interval
  }
}
