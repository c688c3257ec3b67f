internal import CRecurrentKernels
internal import FoundationEssentials

/// The instruction sets the float kernels are compiled for.
package enum InstructionSet: String, Sendable, CaseIterable {
  case scalar
  case avx2
  case avx512
  case neon

  /// Whether this processor can run it.
  package var isSupported: Bool { rk_isa_is_supported(kernelValue) }

  /// The sets this processor can run, slowest first.
  package static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

  /// What is wrong with `BIOSEQ_ISA`, if anything: programs ask before they begin.
  package static var requestProblem: String? {
    guard let name = ProcessInfo.processInfo.environment["BIOSEQ_ISA"],
      !(InstructionSet(rawValue: name)?.isSupported ?? false)
    else { return nil }
    let names = supported.map(\.rawValue).joined(separator: ", ")
    return "BIOSEQ_ISA=\(name): this processor has no such kernels; give one of \(names)."
  }

  /// The set in use: the widest supported, or the one `BIOSEQ_ISA` names if it is supported.
  package static let current: InstructionSet = {
    if let name = ProcessInfo.processInfo.environment["BIOSEQ_ISA"],
      let forced = InstructionSet(rawValue: name), forced.isSupported
    {
      return forced
    }
    return supported.last ?? .scalar
  }()

  var kernelValue: rk_isa {
    switch self {
    case .scalar: RK_ISA_SCALAR
    case .avx2: RK_ISA_AVX2
    case .avx512: RK_ISA_AVX512
    case .neon: RK_ISA_NEON
    }
  }
}
