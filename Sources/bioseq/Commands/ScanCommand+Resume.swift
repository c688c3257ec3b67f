internal import ArgumentParser
internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport
internal import UserFacing

/// Scans that keep a journal.
extension ScanCommand {
  func validateResume() throws {
    guard inputs.count == 1, models.model.count <= 1, inputs != ["-"] else {
      throw ValidationError("--resume takes one input file and one model")
    }
    guard selection.region.isEmpty, selection.targetsFile == nil else {
      throw ValidationError("--resume scans whole inputs; leave --region and --targets-file out")
    }
    _ = try ResumeOptions.journal(besides: outputs.output)
  }

  /// One shard, into its shard file.
  func resume(_ shard: ShardNumber, _ model: BindingModel, _ context: CommandContext) async throws {
    let output = outputs.output[0]
    let scan = try resumable(
      model, shard: shard, holdsTrack: sharding.keepTrack, outputs: ["\(output) shard"], context)
    try await scan(
      inputs[0], journal: ResumeOptions.journal(besides: [output]),
      checkOutputs: { try OutputFile.checkWritable(output, replaceExisting: $0) }
    ) { journal, mayReplace in
      let survey = try journal.requireSurvey()
      let writer = try ShardWriter(path: output, replaceExisting: mayReplace)
      do {
        try writer.write(
          ShardHeader(
            inputPath: inputs[0], survey: survey, model: model,
            settings: try scanning.settings(for: model), calling: calling, shard: shard,
            holdsTrack: sharding.keepTrack))
        let rewriter = ShardRewriter(writer)
        try journal.replay(to: rewriter) { try context.cancellation.check() }
        try rewriter.finish()
        context.tell(of: model, shard, rewriter.sums, kept: rewriter.kept)
        context.record { $0.items += rewriter.items.all }
      } catch {
        writer.discard()
        throw error
      }
    }
  }

  /// The whole input, into all outputs.
  func resume(
    _ plan: OutputPlan<AnnotationFormat>, _ model: BindingModel, _ memory: MemoryBound,
    _ context: CommandContext
  ) async throws {
    func report(replaceExisting: Bool) throws -> ScanReport {
      try ScanReport(
        plan, isIndexed: writeIndex, replaceExisting: replaceExisting,
        label: model.contract.label)
    }
    let scan = try resumable(
      model, shard: nil, holdsTrack: plan.outputs.contains { $0.format.holdsSignal },
      outputs: plan.outputs.map { "\($0.path) \($0.format.rawValue)" + (writeIndex ? " +" : "") },
      context)
    try await scan(
      inputs[0], journal: ResumeOptions.journal(besides: plan.outputs.map(\.path)),
      checkOutputs: { try report(replaceExisting: $0).discard() }
    ) { journal, mayReplace in
      let report = try report(replaceExisting: mayReplace)
      do {
        let collector = ScanCollector(
          model: model, settings: try scanning.settings(for: model), query: nil, report: report,
          caller: SiteCaller(
            model: model, threshold: calling.threshold(for: model), maximumGap: calling.maxGap,
            minimumLength: calling.minLength, memory: memory))
        try journal.replay(to: collector) { try context.cancellation.check() }
        try collector.finish()
        try report.commit(context)
        context.tell(of: model, collector)
      } catch {
        report.discard()
        throw error
      }
    }
  }

  private func resumable(
    _ model: BindingModel, shard: ShardNumber?, holdsTrack: Bool, outputs: [String],
    _ context: CommandContext
  ) throws -> ResumableScan {
    ResumableScan(
      model: model, settings: try scanning.settings(for: model), calling: calling, shard: shard,
      holdsTrack: holdsTrack, outputs: outputs, replaceExisting: shared.force, context: context)
  }
}
