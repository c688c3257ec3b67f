/// An input opened by what it contains: sequences (FASTA, FASTQ) or alignments (SAM, BAM, CRAM).
package enum SequenceInput {
  /// Pieces of contigs or reads; of a query's regions if there is one.
  case sequences(any SequenceSource)
  case alignments(AlignmentReader)

  /// Opens a path, `-` as standard input, which is read only once. With a query, only its regions are
  /// delivered.
  ///
  /// Throws what `SequenceReader`, `RegionReader` and `AlignmentReader` throw, and `unknownFormat`.
  package static func open(
    path: String, query: RegionQuery? = nil,
    sequenceOptions: SequenceReader.Options = .init(),
    alignmentOptions: AlignmentReader.Options = .init()
  ) throws(SequenceIOError) -> SequenceInput {
    let raw = try RawFile(opening: path)
    switch raw.content() {
    case .alignments:
      return .alignments(try AlignmentReader(raw, query: query, options: alignmentOptions))
    case .foreign(let name):
      throw raw.refused(as: name, remedy: "give FASTA, FASTQ, SAM, BAM or CRAM")
    case .other:
      if let query {
        return .sequences(try RegionReader(raw, query: query, options: sequenceOptions))
      }
      return .sequences(try SequenceReader(DecompressedFile(raw), options: sequenceOptions))
    }
  }
}
