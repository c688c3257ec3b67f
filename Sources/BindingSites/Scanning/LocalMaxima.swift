/// Thins windows that pass a threshold to those that no other within a distance exceeds, so that a
/// site that several neighbouring bins tell of is one peak.
///
/// Windows of one contig come with ascending middles; of equals the first stays.
struct LocalMaxima {
  /// A window with the contig it lies on.
  typealias Place = (window: PeakCaller.Window, contigIndex: Int)

  private let distance: Int64
  private var pending: [(place: Place, isExceeded: Bool)] = []

  /// - Parameter distance: bases between two middles up to which only the better stays.
  init(distance: Int64) { self.distance = distance }

  /// Takes the next window; returns those that are decided now and stay, in order.
  mutating func add(_ window: PeakCaller.Window, contigIndex: Int) -> [Place] {
    let isDecided: (Place) -> Bool = { [distance] place in
      place.contigIndex != contigIndex || window.middle - place.window.middle > distance
    }
    let count = pending.prefix { isDecided($0.place) }.count
    let decided = pending.prefix(count).filter { !$0.isExceeded }.map(\.place)
    pending.removeFirst(count)
    var isExceeded = false
    for index in pending.indices {
      if window.logit > pending[index].place.window.logit {
        pending[index].isExceeded = true
      } else {
        isExceeded = true
      }
    }
    pending.append(((window, contigIndex), isExceeded))
    return decided
  }

  /// The rest.
  mutating func finish() -> [Place] {
    defer { pending = [] }
    return pending.filter { !$0.isExceeded }.map(\.place)
  }
}
