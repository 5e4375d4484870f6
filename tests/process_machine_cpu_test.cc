#include <gtest/gtest.h>

#include "process/machine_cpu.h"

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
  EXPECT_EQ(BusyShare(MachineCpu{10, 100}, MachineCpu{25, 120}), 0.75);
  EXPECT_FALSE(BusyShare(MachineCpu{10, 100}, MachineCpu{10, 100}));
  EXPECT_FALSE(BusyShare(std::nullopt, MachineCpu{10, 100}));
}

TEST(MachineCpuTest, ThisMachineHasOne) {
  const auto cpu = ReadMachineCpu();
  ASSERT_TRUE(cpu);
  EXPECT_GT(cpu->busy, 0);
  EXPECT_GE(cpu->total, cpu->busy);
}

}  // namespace
}  // namespace bench
