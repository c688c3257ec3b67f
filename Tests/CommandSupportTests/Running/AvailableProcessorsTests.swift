import Foundation
import TestSupport
import Testing

@testable import CommandSupport

@Suite struct AvailableProcessorsTests {
  /// Lays out `/proc` and `/sys` below a folder and counts.
  private func count(_ files: [String: String], slurm: String? = nil) throws -> Int {
    try withTemporaryFolder { root in
      for (path, text) in files {
        let url = URL(fileURLWithPath: root + path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      let environment = slurm.map { ["SLURM_CPUS_PER_TASK": $0] } ?? [:]
      return AvailableProcessors.count(root: root, environment: environment)
    }
  }

  private static let eight = ["/proc/self/status": "Name:\tx\nCpus_allowed_list:\t0-3,8,10-12\n"]

  private func with(_ files: [String: String]) -> [String: String] {
    Self.eight.merging(files) { $1 }
  }

  @Test func affinityIsRespected() throws {
    #expect(try count(Self.eight) == 8)
  }

  @Test func aSlurmShareIsRespected() throws {
    #expect(try count(Self.eight, slurm: "3") == 3)
    #expect(try count(Self.eight, slurm: "30") == 8)
    #expect(try count(Self.eight, slurm: "none") == 8)
  }

  @Test(arguments: [
    ("max 100000\n", 8), ("200000 100000\n", 2), ("150000 100000\n", 2), ("1000 100000\n", 1),
    ("rubbish", 8),
  ])
  func aQuotaOfVersion2IsRespected(text: String, expected: Int) throws {
    let files = with(["/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": text])
    #expect(try count(files) == expected)
  }

  @Test func theQuotaOfAnOuterGroupIsRespected() throws {
    let files = with([
      "/proc/self/cgroup": "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "700000 100000",
      "/sys/fs/cgroup/a/cpu.max": "300000 100000",
    ])
    #expect(try count(files) == 3)
  }

  @Test(arguments: [("-1\n", 8), ("400000\n", 4)])
  func aQuotaOfVersion1IsRespected(text: String, expected: Int) throws {
    let folder = "/sys/fs/cgroup/cpu,cpuacct/job"
    let files = with([
      "/proc/self/cgroup": "5:memory:/x\n4:cpu,cpuacct:/job\n",
      folder + "/cpu.cfs_quota_us": text, folder + "/cpu.cfs_period_us": "100000\n",
    ])
    #expect(try count(files) == expected)
  }

  @Test func thisMachineHasAtLeastOne() {
    #expect(AvailableProcessors.count >= 1)
    #expect(AvailableProcessors.count(root: "/none", environment: [:]) >= 1)
  }

  @Test func peakMemoryIsMeasured() {
    let before = ProcessStatus.peakMemoryBytes
    #expect(before > 1 << 20)
    let block = [UInt8](repeating: 1, count: 300 << 20)
    #expect(block.last == 1)
    #expect(ProcessStatus.peakMemoryBytes >= 300 << 20)
  }
}
