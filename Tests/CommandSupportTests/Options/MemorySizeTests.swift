import CommandSupport
import Testing

@Suite struct MemorySizeTests {
  @Test(
    arguments: [
      ("500M", 524_288_000), ("2G", 2_147_483_648), ("1.5g", 1_610_612_736),
      ("800000k", 819_200_000),
      ("6GiB", 6_442_450_944), ("64MB", 67_108_864), ("123456789", 123_456_789), ("100b", 100),
      ("1T", 1_099_511_627_776),
    ] as [(String, Int64)])
  func sizesAreReadAsPeopleAndSchedulersWriteThem(text: String, bytes: Int64) {
    #expect(MemorySize(argument: text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "M", "0", "0G", "-1G", "1 G", "1e9", "5X", "G5", "1.2.3M", "inf", "9999999T",
  ])
  func whatIsNoSizeIsRefused(text: String) {
    #expect(MemorySize(argument: text) == nil)
  }

  @Test func sizesAreToldInWholeMegabytes() {
    #expect(MemorySize(bytes: 1 << 20).text == "1M")
    #expect(MemorySize(bytes: (58 << 20) + 1).text == "59M")
  }
}
