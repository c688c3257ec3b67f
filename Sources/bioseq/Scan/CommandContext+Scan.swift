internal import BindingSites
internal import CommandSupport
internal import RecurrentCore
internal import ResultsExport

/// What a scan tells at its end.
extension CommandContext {
  func tell(of model: any SiteModel, _ collector: ScanCollector) {
    let counts = collector.counts
    diagnostics.note(
      "\(model.name): \(counts.scored) \(model.contract.scoredUnits) scored, \(counts.unscored) left out for unknown "
        + "bases, \(counts.sites) sites"
        + (counts.unplaced > 0 ? ", \(counts.unplaced) more without place on the reference" : ""))
    record { manifest in
      let name = manifest.itemName(ofModel: model.name, at: model.path)
      manifest.items += collector.items.all.map { item in
        var item = item
        if manifest.inputs.count < 2 { item.input = nil }
        item.model = name
        return item
      }
      manifest.unit = "bases"
      // Every model reads the same ones.
      manifest.counts["sequences"] = max(
        manifest.counts["sequences"] ?? 0, Int64(counts.sequences))
      manifest.count("windows_scored", counts.scored)
      manifest.count("windows_skipped", counts.unscored)
      manifest.count("sites", counts.sites)
    }
  }

  func tell(of model: BindingModel, _ shard: ShardNumber, _ sums: ShardTotals, kept: Int64) {
    diagnostics.note(
      "\(model.name), shard \(shard.text): \(sums.scored) \(model.contract.scoredUnits) scored, "
        + "\(sums.unscored) left out for unknown bases, \(kept) kept")
    record { manifest in
      manifest.unit = "bases"
      manifest.count("windows_scored", sums.scored)
      manifest.count("windows_skipped", sums.unscored)
    }
  }
}
