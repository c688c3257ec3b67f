internal import ArgumentParser
internal import Arrhythmia

/// How recordings are varied from epoch to epoch.
struct RhythmAugmentationOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Turn every other signal upside down.")
  var flipSign = true

  @Option(
    help: ArgumentHelp("Cut off up to so many samples at the start.", valueName: "samples"))
  var offset = 256

  @Option(
    help: ArgumentHelp("Stretch time by up to that share, either way.", valueName: "share"))
  var stretch = 0.05

  @Option(
    help: ArgumentHelp("Take parts of at least that share of a recording.", valueName: "share"))
  var shortestShare = 1.0

  @Option(
    help: ArgumentHelp("Change amplitudes by up to that share, either way.", valueName: "share"))
  var amplitude = 0.0

  @Option(
    help: ArgumentHelp(
      "Add white noise of up to so many of the signal's standard deviations.",
      valueName: "deviations"))
  var noise = 0.0

  @Option(
    help: ArgumentHelp(
      "Add slow waves of up to so many of the signal's standard deviations.",
      valueName: "deviations"))
  var wander = 0.0

  @Option(
    help: ArgumentHelp(
      "Set a stretch of up to that share of a recording to zero.", valueName: "share"))
  var masking = 0.0

  mutating func validate() throws {
    guard offset >= 0, amplitude >= 0, noise >= 0, wander >= 0, amplitude.isFinite,
      noise.isFinite, wander.isFinite
    else {
      throw ValidationError("--offset, --amplitude, --noise and --wander are not negative")
    }
    guard 0..<1 ~= stretch, 0..<1 ~= masking, shortestShare > 0, shortestShare <= 1 else {
      throw ValidationError(
        "--stretch and --masking are in 0..<1, --shortest-share above 0 and at most 1")
    }
  }

  var augmentation: RhythmAugmentation {
    var result = RhythmAugmentation()
    result.flipsSign = flipSign
    result.largestOffset = offset
    result.stretch = stretch
    result.shortestShare = shortestShare
    result.amplitude = amplitude
    result.noise = noise
    result.wander = wander
    result.masking = masking
    return result
  }
}
