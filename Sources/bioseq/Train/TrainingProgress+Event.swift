internal import CommandSupport
internal import RecurrentCore

extension TrainingProgress {
  func take(_ event: TrainingEvent) {
    switch event {
    case .batch(let report): batch(report.batch, of: report.batches, epoch: report.epoch)
    case .epoch(let report):
      epoch(
        report.epoch, trainingLoss: report.trainingLoss, metric: report.validation.metric,
        auROC: report.validation.auROC, isBest: report.isBest)
    }
  }
}
