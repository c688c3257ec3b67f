internal import RecurrentCore

/// One try at training one of a model's networks.
package struct MemberAttempt: Sendable, Equatable {
  /// Counted from 0, of `members`.
  package let member: Int
  package let members: Int
  /// 0, and one more each time the network learnt nothing.
  package let attempt: Int
  /// Decides start, order, augmentation and dropout.
  package let seed: UInt64

  /// - Parameter modelSeed: the first member's; the others' follow it.
  init(member: Int, of members: Int, attempt: Int, modelSeed: UInt64) {
    self.member = member
    self.members = members
    self.attempt = attempt
    let own = modelSeed &+ UInt64(member)
    guard attempt > 0 else {
      seed = own
      return
    }
    var generator = RandomGenerator(seed: own, stream: 0x5245_5452, UInt64(attempt))
    // 53 bits, so that every reader of JSON keeps them.
    seed = generator.next() >> 11
  }

  /// Where its state is saved: the file itself, or beside it with the numbers from 1 that tell it
  /// from the other tries.
  func checkpoint(_ path: String) -> String {
    path + (members > 1 ? ".\(member + 1)" : "") + (attempt > 0 ? ".retry\(attempt)" : "")
  }
}
