import CHTSlib
import SequenceIO
import TestSupport

/// SAM text of tests: two contigs of 1000 and 500 bases.
enum SAMText {
  static let header = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:1000\n@SQ\tSN:chr2\tLN:500\n"

  static func record(
    _ name: String, flags: Int = 0, contig: String = "chr1", position: Int = 1,
    mappingQuality: Int = 60, cigar: String = "4M", letters: String = "ACGT"
  ) -> String {
    "\(name)\t\(flags)\t\(contig)\t\(position)\t\(mappingQuality)\t\(cigar)\t*\t0\t0\t\(letters)\t*\n"
  }
}

extension TemporaryFolder {
  /// Writes SAM text through htslib as BAM (`wb`) or CRAM (`wc`), which holds its own bases unless a
  /// reference is given.
  func writeAlignments(
    _ text: String, to name: String, mode: String = "wb", reference: String? = nil
  ) throws -> String {
    let source = hts_open(try write(text, to: "source.sam"), "r")
    let mode = reference == nil ? mode : "wc"
    let target = hts_open(file(name), mode)
    let header = sam_hdr_read(source)
    let record = bam_init1()
    precondition(source != nil && target != nil && header != nil)
    if let reference {
      precondition(door_hts_set_reference(target, reference) == 0)
    } else if mode == "wc" {
      precondition(door_hts_store_all_bases(target) == 0)
    }
    precondition(sam_hdr_write(target, header) == 0)
    while sam_read1(source, header, record) >= 0 {
      precondition(sam_write1(target, header, record) >= 0)
    }
    bam_destroy1(record)
    sam_hdr_destroy(header)
    hts_close(source)
    hts_close(target)
    return file(name)
  }
}

/// All records a reader delivers, and how it ended.
func drain(_ reader: AlignmentReader) -> (reads: [AlignedRead], error: SequenceIOError?) {
  var reads: [AlignedRead] = []
  do throws(SequenceIOError) {
    while let read = try reader.next() { reads.append(read) }
    return (reads, nil)
  } catch {
    return (reads, error)
  }
}
