internal import FoundationEssentials

#if canImport(Glibc)
  internal import Glibc
#endif

/// The processors this process may use: the least of its affinity, its control groups' quota and the
/// job's share in Slurm; at least one.
package enum AvailableProcessors {
  package static var count: Int {
    count(root: "", environment: ProcessInfo.processInfo.environment)
  }

  /// - Parameter root: a folder that stands for `/`.
  static func count(root: String, environment: [String: String]) -> Int {
    var limits = [affinity(root: root) ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))]
    if let quota = quota(root: root) { limits.append(max(1, Int(quota.rounded(.up)))) }
    if let share = environment["SLURM_CPUS_PER_TASK"].flatMap({ Int($0) }), share > 0 {
      limits.append(share)
    }
    return limits.min() ?? 1
  }

  /// Processors in the affinity mask, a list such as `0-3,8`.
  private static func affinity(root: String) -> Int? {
    guard let list = ProcessStatus.field("Cpus_allowed_list", root: root) else { return nil }
    var count = 0
    for range in list.split(separator: ",") {
      let ends = range.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, last >= first else { return nil }
      count += last - first + 1
    }
    return count > 0 ? count : nil
  }

  /// The tightest quota of the process's control groups and of those around them, in processors.
  private static func quota(root: String) -> Double? {
    guard let text = read(root + "/proc/self/cgroup") else { return nil }
    var quotas: [Double] = []
    for line in text.split(separator: "\n") {
      // hierarchy:controllers:path; version 2 has hierarchy 0 and no controllers.
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      if fields[0] == "0", controllers.isEmpty {
        quotas += ancestors(of: fields[2]).compactMap { version2(root + "/sys/fs/cgroup" + $0) }
      } else if controllers.contains("cpu") {
        for mount in ["cpu", "cpu,cpuacct"] {
          let folder = root + "/sys/fs/cgroup/\(mount)"
          quotas += ancestors(of: fields[2]).compactMap { version1(folder + $0) }
        }
      }
    }
    return quotas.min()
  }

  /// `/a/b` as `/a/b`, `/a` and the empty path, which is the mount itself.
  private static func ancestors(of path: Substring) -> [String] {
    var parts = path.split(separator: "/")
    var result: [String] = []
    while !parts.isEmpty {
      result.append("/" + parts.joined(separator: "/"))
      parts.removeLast()
    }
    return result + [""]
  }

  /// `cpu.max` holds the quota or `max`, and the period, in microseconds.
  private static func version2(_ folder: String) -> Double? {
    guard let fields = read(folder + "/cpu.max")?.split(whereSeparator: \.isWhitespace),
      fields.count == 2, let quota = Double(fields[0]), let period = Double(fields[1]),
      quota > 0, period > 0
    else { return nil }
    return quota / period
  }

  /// A quota of -1 is none.
  private static func version1(_ folder: String) -> Double? {
    guard let quota = number(folder + "/cpu.cfs_quota_us"), quota > 0,
      let period = number(folder + "/cpu.cfs_period_us"), period > 0
    else { return nil }
    return quota / period
  }

  private static func number(_ path: String) -> Double? {
    read(path).flatMap { Double($0.filter { !$0.isWhitespace }) }
  }

  private static func read(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
