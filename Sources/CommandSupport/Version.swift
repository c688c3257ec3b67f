/// The version of the package and of each of its programs.
package enum Version {
  package static let current = "0.1.0"
}
