/// The memory of one worker for an inference plan; grown when a longer sequence comes.
///
/// It may be handed from one worker to another but serves one at a time.
package final class InferenceWorkspace: @unchecked Sendable {
  private(set) var codes = LaneCodes(steps: 0, lanes: 1)
  private(set) var memory = LaneMemory(states: LaneBuffer(count: 0), scratch: LaneBuffer(count: 0))
  /// Stages read from one and write to the other.
  private var buffers = [LaneBuffer(count: 0), LaneBuffer(count: 0)]
  /// What lies between stages: the first stage's input, its output and so on.
  private var spans: [Span] = []
  /// Sequences of the tile at work; there is room for a plan's widest.
  var lanes = 1

  package init() {}

  /// Steps of values with the padding around them that the next stage wants.
  private struct Span: Equatable {
    var steps: Int
    var features: Int
    var before: Int
    var after: Int

    var count: Int { (before + steps + after) * features }
  }

  /// What lies between a plan's stages for sequences of `length` steps.
  private static func spans(_ plan: InferencePlan, length: Int) -> [Span] {
    var steps = length
    var spans: [Span] = []
    for stage in plan.stages {
      spans.append(
        Span(
          steps: steps, features: stage.inputFeatures, before: stage.padding.before,
          after: stage.padding.after))
      steps = stage.outputSteps(steps)
    }
    if let last = plan.stages.last {
      spans.append(Span(steps: steps, features: last.outputFeatures, before: 0, after: 0))
    }
    return spans
  }

  /// Bytes that a plan's working memory takes for sequences of `length` steps.
  static func byteCount(_ plan: InferencePlan, length: Int) -> Int {
    let spans = spans(plan, length: length)
    var buffers = [0, 0]
    var codes = 0
    for (index, span) in spans.enumerated() {
      if index == 0, plan.input != .values {
        codes = span.before + span.steps + span.after
      } else {
        buffers[index % 2] = max(buffers[index % 2], span.count)
      }
    }
    let states = plan.stages.map(\.memory.states).max() ?? 0
    let scratch = plan.stages.map(\.memory.scratch).max() ?? 0
    return (buffers[0] + buffers[1] + codes + states + scratch) * plan.tileSize
      * MemoryLayout<Float>.size
  }

  /// Makes room for the widest tile of sequences of `length` steps.
  func prepare(_ plan: InferencePlan, length: Int) {
    lanes = plan.tileSize
    spans = Self.spans(plan, length: length)
    for index in spans.indices where index > 0 || plan.input == .values {
      if buffers[index % 2].count < spans[index].count * lanes {
        buffers[index % 2] = LaneBuffer(count: spans[index].count * lanes)
      }
    }
    if plan.input != .values, let first = spans.first {
      let codeSteps = first.before + first.steps + first.after
      if codes.steps < codeSteps { codes = LaneCodes(steps: codeSteps, lanes: lanes) }
    }
    let states = plan.stages.map(\.memory.states).max() ?? 0
    let scratch = plan.stages.map(\.memory.scratch).max() ?? 0
    if memory.states.count < states * lanes || memory.scratch.count < scratch * lanes {
      memory = LaneMemory(
        states: LaneBuffer(count: states * lanes), scratch: LaneBuffer(count: scratch * lanes))
    }
  }

  /// Where the input of a stage lies (the output of the stage before), without padding.
  func values(beforeStage index: Int) -> LaneArray {
    let span = spans[index]
    return LaneArray(
      buffer: buffers[index % 2], offset: span.before * span.features * lanes, steps: span.steps,
      features: span.features)
  }

  /// The input of a stage with its padding, which is set to zeros.
  func paddedValues(beforeStage index: Int) -> LaneArray {
    let span = spans[index]
    let buffer = buffers[index % 2]
    let step = span.features * lanes
    buffer.clear(0..<span.before * step)
    let end = (span.before + span.steps) * step
    buffer.clear(end..<end + span.after * step)
    return LaneArray(
      buffer: buffer, offset: 0, steps: span.before + span.steps + span.after,
      features: span.features)
  }
}
