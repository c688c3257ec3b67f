/// Works on units in parallel and hands the results over in the order the units came.
///
/// `next` and `deliver` run on the caller, one call at a time, so that readers and writers need no
/// locks; only `work` runs on other threads. At most `2 · width` units are under way or waiting to be
/// delivered, which bounds memory. The first error stops everything; results before it in the order
/// of units have been delivered, none after it.
///
/// - Parameters:
///   - width: how many units are worked on at once.
///   - next: gives the next unit, or nil at the end.
package func mapInOrder<Unit: Sendable, Output: Sendable>(
  width: Int,
  next: () throws -> Unit?,
  work: @escaping @Sendable (Unit) throws -> Output,
  deliver: (Output) throws -> Void
) async throws {
  precondition(width > 0, "width \(width)")
  try await withThrowingTaskGroup(of: (Int, Result<Output, any Error>).self) { group in
    var submitted = 0
    var delivered = 0
    var running = 0
    var readError: (any Error)?
    var isExhausted = false
    var waiting: [Int: Result<Output, any Error>] = [:]
    while true {
      while !isExhausted, running < width, submitted - delivered < 2 * width {
        do {
          guard let unit = try next() else {
            isExhausted = true
            break
          }
          let index = submitted
          group.addTask { (index, Result { try work(unit) }) }
          submitted += 1
          running += 1
        } catch {
          // What was read before the mistake is still delivered: the caller reports how far it got.
          readError = error
          isExhausted = true
        }
      }
      guard let (index, result) = try await group.next() else { break }
      running -= 1
      waiting[index] = result
      while let ready = waiting.removeValue(forKey: delivered) {
        delivered += 1
        try deliver(ready.get())
      }
    }
    if let readError { throw readError }
  }
}
