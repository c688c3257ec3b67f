internal import ArgumentParser
internal import BindingSites

/// How examples are varied from epoch to epoch.
struct AugmentationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How often a bound sequence comes in an epoch.", valueName: "n"))
  var positiveRepeats = 1

  @Option(help: ArgumentHelp("Move bound sequences by up to so many bases.", valueName: "bases"))
  var jitter = 0

  @Option(
    help: ArgumentHelp(
      "Fresh shuffles for each bound sequence in an epoch. (default: 1 with --shuffle, else 0)",
      valueName: "n"))
  var shuffles: Int?

  @Option(
    help: ArgumentHelp(
      "Bound sequences moved off the centre, as unbound ones, for each bound sequence.",
      valueName: "n"))
  var offCentre = 0

  @Option(
    help: ArgumentHelp("Least distance of those from the centre.", valueName: "bases"))
  var offCentreFrom = 40

  @Option(help: ArgumentHelp("Largest distance of those from the centre.", valueName: "bases"))
  var offCentreTo = 75

  mutating func validate() throws {
    guard positiveRepeats > 0, jitter >= 0, shuffles ?? 0 >= 0, offCentre >= 0 else {
      throw ValidationError("numbers of repeats and moves are not negative")
    }
    guard 0 < offCentreFrom, offCentreFrom <= offCentreTo else {
      throw ValidationError("--off-centre-from is above 0 and not above --off-centre-to")
    }
  }

  func augmentation(isShuffled: Bool) -> Augmentation {
    var augmentation = Augmentation()
    augmentation.positiveRepeats = positiveRepeats
    augmentation.jitter = jitter
    augmentation.shufflesPerPositive = shuffles ?? (isShuffled ? 1 : 0)
    augmentation.offCentrePerPositive = offCentre
    augmentation.offCentreShift = offCentreFrom...offCentreTo
    return augmentation
  }
}
