#include "runner/cpu_model.h"

#include <gtest/gtest.h>

#include <string>

namespace bench {
namespace {

// So many processors of one kind, as a kernel for 64 bits shows them.
std::string Arm(const std::string& implementer, const std::string& part,
                int processors = 2) {
  std::string text;
  for (int i = 0; i < processors; ++i) {
    text += "processor\t: " + std::to_string(i) +
            "\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd evtstrm aes\n"
            "CPU implementer\t: " +
            implementer +
            "\nCPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: " + part +
            "\nCPU revision\t: 1\n\n";
  }
  return text;
}

TEST(CpuModelTest, IsTheNameWhereThereIsOne) {
  EXPECT_EQ(CpuModel("processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel\t\t: 1\n"
                     "model name\t: AMD EPYC\n\nprocessor\t: 1\n"
                     "model name\t: AMD EPYC\n",
                     ""),
            "AMD EPYC");
  EXPECT_EQ(CpuModel("system type\t\t: generic-loongson-machine\n"
                     "Model Name\t\t: Loongson-3A5000\n",
                     ""),
            "Loongson-3A5000");
  EXPECT_EQ(CpuModel("cpu model\t\t: MIPS 24Kc V7.4\n", ""), "MIPS 24Kc V7.4");
  EXPECT_EQ(
      CpuModel("processor\t: 0\ncpu\t\t: POWER9, altivec supported\n", ""),
      "POWER9, altivec supported");
  EXPECT_EQ(CpuModel("hart\t\t: 1\nuarch\t\t: sifive,u74-mc\n",
                     std::string("StarFive VisionFive 2 v1.3B\0", 28)),
            "sifive,u74-mc (StarFive VisionFive 2 v1.3B)");
}

TEST(CpuModelTest, OfArmIsWhoMadeItAndWhatItIs) {
  EXPECT_EQ(CpuModel(Arm("0x41", "0xd0c", 64), ""), "ARM Neoverse-N1");
  EXPECT_EQ(CpuModel(Arm("0xc0", "0xac3"), ""), "Ampere Ampere-1");
  EXPECT_EQ(CpuModel(Arm("0x6d", "0xd49"), ""), "Microsoft Azure-Cobalt-100");
  // A number tells a core apart from others, too.
  EXPECT_EQ(CpuModel(Arm("0x41", "0xfff"), ""), "ARM part 0xfff");
  EXPECT_EQ(CpuModel(Arm("0x99", "0xd0c"), ""), "maker 0x99 part 0xd0c");
}

TEST(CpuModelTest, HasAllKindsOfCores) {
  EXPECT_EQ(CpuModel(Arm("0x41", "0xd05", 4) + Arm("0x41", "0xd0b", 4), ""),
            "ARM Cortex-A55, ARM Cortex-A76");
}

TEST(CpuModelTest, ABoardSaysMoreThanItsCore) {
  EXPECT_EQ(CpuModel(Arm("0x41", "0xd08", 4),
                     std::string("Raspberry Pi 4 Model B Rev 1.4\0", 31)),
            "ARM Cortex-A72 (Raspberry Pi 4 Model B Rev 1.4)");
  EXPECT_EQ(CpuModel("", "Some Board"), "Some Board");
  EXPECT_EQ(CpuModel(Arm("0x41", "0xd0c"), "linux,dummy-virt"),
            "ARM Neoverse-N1");
}

// Of a kernel for 32 bits, whose name is one of an architecture.
TEST(CpuModelTest, ANameThatSaysLessThanTheNumbersDoesNotCount) {
  EXPECT_EQ(CpuModel("processor\t: 0\nmodel name\t: ARMv7 Processor rev 3 "
                     "(v7l)\nCPU implementer\t: 0x41\nCPU part\t: 0xd08\n",
                     ""),
            "ARM Cortex-A72");
}

TEST(CpuModelTest, WithoutANameItIsWhatIsKnown) {
  EXPECT_EQ(CpuModel("vendor_id       : IBM/S390\n# processors    : 2\n"
                     "processor 0: version = 00,  identification = 2733E8,  "
                     "machine = 2964\n",
                     ""),
            "IBM/S390 2964");
  EXPECT_EQ(CpuModel("vendor_id\t: GenuineIntel\ncpu family\t: 6\n"
                     "model\t\t: 85\nmodel name\t: unknown\n",
                     ""),
            "GenuineIntel family 6 model 85");
  EXPECT_EQ(CpuModel("processor\t: 0\n", ""), "");
  EXPECT_EQ(CpuModel("", ""), "");
}

}  // namespace
}  // namespace bench
