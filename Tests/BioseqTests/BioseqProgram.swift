import TestSupport

/// The built `bioseq`.
let program = BuiltProgram(name: "bioseq")
