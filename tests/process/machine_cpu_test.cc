#include "process/machine_cpu.h"

#include <gtest/gtest.h>

namespace bench {
namespace {

TEST(MachineCpuTest, CountsAllThatIsNotIdle) {
  const auto cpu = ParseMachineCpu(
      "cpu  10 1 20 400 50 2 3 4 0 0\ncpu0 5 0 10 200 25 1 1 2 0 0\n");
  ASSERT_TRUE(cpu);
  EXPECT_EQ(cpu->busy, 10 + 1 + 20 + 2 + 3 + 4);
  EXPECT_EQ(cpu->total, cpu->busy + 400 + 50);
}

TEST(MachineCpuTest, WhatIsNoSuchLineIsUnknown) {
  EXPECT_FALSE(ParseMachineCpu(""));
  EXPECT_FALSE(ParseMachineCpu("cpu 1 2 3\n"));
  EXPECT_FALSE(ParseMachineCpu("intr 1 2 3 4 5 6 7 8\n"));
}

TEST(MachineCpuTest, ShareIsThatOfTheTicksBetween) {
  const MachineCpu before{10, 4, 100};
  const MachineCpu after{25, 9, 120};
  EXPECT_EQ(BusyShare(before, after), 0.75);
  EXPECT_EQ(StolenShare(before, after), 0.25);
  EXPECT_FALSE(BusyShare(before, before));
  EXPECT_FALSE(BusyShare(std::nullopt, before));
  EXPECT_FALSE(StolenShare(before, std::nullopt));
}

TEST(MachineCpuTest, ThisMachineHasOne) {
  const auto cpu = ReadMachineCpu();
  ASSERT_TRUE(cpu);
  EXPECT_GT(cpu->busy, 0);
  EXPECT_GE(cpu->total, cpu->busy);
}

}  // namespace
}  // namespace bench
