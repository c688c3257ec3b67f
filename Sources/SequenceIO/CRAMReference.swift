/// The FASTA file CRAM bases are stored against.
enum CRAMReference {
  /// Makes sure the reference has its index, making it if it can be made, and hands it to the file.
  static func attach(
    _ reference: String, to file: inout AlignmentFile
  ) throws(SequenceIOError) {
    let compression = try DecompressedFile(opening: reference).compression
    guard compression != "gzip" else {
      throw .unfitReference(
        path: file.path, reference: reference, problem: "it is compressed with gzip",
        remedy: "give it plain, or compress it with bgzip")
    }
    guard let fasta = try IndexedFASTA.open(path: reference) else {
      throw .unfitReference(
        path: file.path, reference: reference, problem: "it has no index and none can be made",
        remedy: "run samtools faidx on a copy in a folder that can be written")
    }
    guard file.setReference(fasta.path) else {
      throw .unfitReference(
        path: file.path, reference: reference, problem: "it cannot be read as FASTA",
        remedy: "give the FASTA the file was aligned to")
    }
  }
}
