internal import GenomicRegions
internal import UserFacing

extension CRAMReference {
  /// How a reference differs from the one that a file was made with, in words: the first contig, from one on, that it
  /// lacks or that is another in it; nil where all agree as far as the file says.
  ///
  /// Reads the contigs it compares, so it is for files that did not decode.
  /// - Parameter checksum: the MD5 sum of a contig's letters in upper case, in hexadecimal (`M5` of the SAM
  ///   specification), where the file has it.
  static func mismatch(
    of reference: String, with contigs: ContigDictionary, from first: Int,
    checksum: (String) -> String?
  ) -> String? {
    guard let fasta = try? IndexedFASTA.open(path: reference) else { return nil }
    for contig in contigs.contigs.dropFirst(first) {
      guard let index = fasta.contigs.index(of: contig.name) else {
        return "it lacks the contig \(contig.name.quoted)"
      }
      let length = fasta.contigs[index].length
      guard length == contig.length else {
        return "its contig \(contig.name.quoted) has \(length) bases, not \(contig.length)"
      }
      if let wanted = checksum(contig.name), let found = md5(of: contig, in: fasta), wanted != found
      {
        return "the MD5 sum of its contig \(contig.name.quoted) is \(found), not \(wanted)"
      }
    }
    return nil
  }

  /// Nil where it cannot be read.
  private static func md5(of contig: ContigDictionary.Contig, in fasta: IndexedFASTA) -> String? {
    let whole = GenomicInterval(
      contig: contig.name, start: GenomicPosition(zeroBased: 0),
      end: GenomicPosition(zeroBased: contig.length))
    guard var digest = MD5Digest(), let bases = try? fasta.bases(of: whole) else { return nil }
    do {
      while let chunk = try bases.next() {
        digest.update(chunk.codes.map { BaseCode.letter(of: $0 & BaseCode.symbolBits) })
      }
    } catch {
      return nil
    }
    return digest.hexadecimal()
  }
}
