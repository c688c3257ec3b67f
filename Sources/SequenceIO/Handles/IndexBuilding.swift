internal import CHTSlib

/// Makes indexes beside their files: under a temporary name first, renamed when complete, and only
/// where the folder can be written.
enum IndexBuilding {
  /// Writes `.fai` (and `.gzi` for BGZF) as `samtools faidx` does; false if that cannot be done.
  static func indexFASTA(_ path: String, isBGZF: Bool) -> Bool {
    precondition(HTSLibrary.isPrepared)
    let indexes = [path + ".fai"] + (isBGZF ? [path + ".gzi"] : [])
    let drafts = indexes.map(FileSystem.temporaryName(beside:))
    return build(drafts, as: indexes, beside: path) {
      unsafe fai_build3(
        HTSLibrary.localPath(path), HTSLibrary.localPath(drafts[0]),
        drafts.count > 1 ? HTSLibrary.localPath(drafts[1]) : nil)
    }
  }

  /// Writes `.bai`, `.csi` or `.crai` as `samtools index` does, and returns its path; nil if that
  /// cannot be done, as for files that are not sorted.
  static func indexAlignments(_ path: String, isCRAM: Bool, longestContig: Int64) -> String? {
    precondition(HTSLibrary.isPrepared)
    // BAI holds positions below 2^29 only.
    let needsCSI = !isCRAM && longestContig >= 1 << 29
    let index = path + (isCRAM ? ".crai" : needsCSI ? ".csi" : ".bai")
    let draft = FileSystem.temporaryName(beside: index)
    let succeeded = build([draft], as: [index], beside: path) {
      unsafe sam_index_build3(
        HTSLibrary.localPath(path), HTSLibrary.localPath(draft), needsCSI ? 14 : 0, 0)
    }
    return succeeded ? index : nil
  }

  private static func build(
    _ drafts: [String], as indexes: [String], beside path: String, _ work: () -> Int32
  ) -> Bool {
    guard FileSystem.canWrite(beside: path) else { return false }
    let succeeded =
      work() == 0 && zip(drafts, indexes).allSatisfy { FileSystem.rename($0, to: $1) }
    if !succeeded { drafts.forEach(FileSystem.remove) }
    return succeeded
  }
}
