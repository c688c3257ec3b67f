internal import BindingSites
internal import ResultsExport

/// What a manifest says of the sequences of a scan: an item a contig, one for all reads of an input.
struct ScanItems {
  private(set) var all: [Manifest.Item] = []
  private var isInReads = false
  private var input: String?

  /// The item of the sequence begun last.
  var last: Manifest.Item {
    get { all[all.count - 1] }
    _modify { yield &all[all.count - 1] }
  }

  /// Where `last` lies.
  var lastIndex: Int { all.count - 1 }

  /// Tells that what comes next is of another input.
  mutating func beginInput(_ path: String) {
    isInReads = false
    input = path
  }

  mutating func begin(_ sequence: ScanSequence) {
    guard !(sequence.isRead && isInReads) else { return }
    isInReads = sequence.isRead
    all.append(Manifest.Item(name: isInReads ? "reads" : sequence.name, input: input))
  }

  /// Adds sites to one of the items.
  mutating func addReported(_ count: Int64, to index: Int) { all[index].reported += count }
}
