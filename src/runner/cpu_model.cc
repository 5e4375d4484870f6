#include "runner/cpu_model.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "util/read_file.h"
#include "util/text.h"

namespace bench {
namespace {

// A line of /proc/cpuinfo: "CPU part" and "0xd0c".
using Field = std::pair<std::string_view, std::string_view>;
using Fields = std::vector<Field>;

// As the kernel writes them: lower case, without leading zeros but in parts.
struct Implementer {
  std::string_view number;
  std::string_view name;
};
constexpr Implementer kImplementers[] = {
    {"0x41", "ARM"},       {"0x42", "Broadcom"},  {"0x43", "Cavium"},
    {"0x46", "Fujitsu"},   {"0x48", "HiSilicon"}, {"0x4e", "NVIDIA"},
    {"0x50", "APM"},       {"0x51", "Qualcomm"},  {"0x53", "Samsung"},
    {"0x56", "Marvell"},   {"0x61", "Apple"},     {"0x69", "Intel"},
    {"0x6d", "Microsoft"}, {"0x70", "Phytium"},   {"0xc0", "Ampere"},
};

struct Part {
  std::string_view implementer;
  std::string_view number;
  std::string_view name;
};
// Those that servers, boards and laptops have; another one stands as its
// number, which tells it apart just as well.
constexpr Part kParts[] = {
    {"0x41", "0xd03", "Cortex-A53"},    {"0x41", "0xd05", "Cortex-A55"},
    {"0x41", "0xd07", "Cortex-A57"},    {"0x41", "0xd08", "Cortex-A72"},
    {"0x41", "0xd09", "Cortex-A73"},    {"0x41", "0xd0a", "Cortex-A75"},
    {"0x41", "0xd0b", "Cortex-A76"},    {"0x41", "0xd0c", "Neoverse-N1"},
    {"0x41", "0xd40", "Neoverse-V1"},   {"0x41", "0xd41", "Cortex-A78"},
    {"0x41", "0xd44", "Cortex-X1"},     {"0x41", "0xd46", "Cortex-A510"},
    {"0x41", "0xd47", "Cortex-A710"},   {"0x41", "0xd48", "Cortex-X2"},
    {"0x41", "0xd49", "Neoverse-N2"},   {"0x41", "0xd4f", "Neoverse-V2"},
    {"0x41", "0xd80", "Cortex-A520"},   {"0x41", "0xd81", "Cortex-A720"},
    {"0x41", "0xd84", "Neoverse-V3"},   {"0x41", "0xd8e", "Neoverse-N3"},
    {"0x43", "0x0a1", "ThunderX-88XX"}, {"0x43", "0x0af", "ThunderX2-99xx"},
    {"0x46", "0x001", "A64FX"},         {"0x48", "0xd01", "TaiShan-v110"},
    {"0x51", "0x001", "Oryon"},         {"0x61", "0x022", "Icestorm-M1"},
    {"0x61", "0x023", "Firestorm-M1"},  {"0x61", "0x032", "Blizzard-M2"},
    {"0x61", "0x033", "Avalanche-M2"},  {"0x6d", "0xd49", "Azure-Cobalt-100"},
    {"0xc0", "0xac3", "Ampere-1"},      {"0xc0", "0xac4", "Ampere-1a"},
};

Fields ReadFields(std::string_view cpuinfo) {
  Fields fields;
  for (const std::string_view line : Split(cpuinfo, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields.emplace_back(Trim(line.substr(0, colon)),
                        Trim(line.substr(colon + 1)));
  }
  return fields;
}

// The first one that says anything.
std::string_view Find(const Fields& fields, std::string_view key) {
  const auto found = std::ranges::find_if(fields, [&](const Field& field) {
    return field.first == key && !field.second.empty() &&
           field.second != "unknown";
  });
  return found == fields.end() ? "" : found->second;
}

std::string PartWords(std::string_view implementer, std::string_view part) {
  const auto* const maker =
      std::ranges::find(kImplementers, implementer, &Implementer::number);
  const auto* const core = std::ranges::find_if(kParts, [&](const Part& known) {
    return known.implementer == implementer && known.number == part;
  });
  return fmt::format(
      "{} {}",
      maker == std::end(kImplementers) ? fmt::format("maker {}", implementer)
                                       : maker->name,
      core == std::end(kParts) ? fmt::format("part {}", part) : core->name);
}

// Each kind of core once, in order; empty where they are not ARM's.
std::string ArmWords(const Fields& fields) {
  std::vector<std::string> cores;
  std::string_view implementer;
  for (const auto& [key, value] : fields) {
    if (key == "CPU implementer") implementer = value;
    if (key != "CPU part" || implementer.empty()) continue;
    std::string core = PartWords(implementer, value);
    if (std::ranges::find(cores, core) == cores.end()) {
      cores.push_back(std::move(core));
    }
  }
  return fmt::format("{}", fmt::join(cores, ", "));
}

// IBM Z: "processor 0: version = FF,  identification = 2733E8,  machine =
// 2964".
std::string MachineType(const Fields& fields) {
  constexpr std::string_view kMachine = "machine = ";
  for (const auto& [key, value] : fields) {
    const std::size_t at = value.find(kMachine);
    if (!key.starts_with("processor ") || at == std::string_view::npos) {
      continue;
    }
    return fmt::format("{} {}", Find(fields, "vendor_id"),
                       value.substr(at + kMachine.size()));
  }
  return "";
}

// An x86 that does not say its name, as some hypervisors have it.
std::string FamilyWords(const Fields& fields) {
  const std::string_view family = Find(fields, "cpu family");
  if (family.empty()) return "";
  return fmt::format("{} family {} model {}", Find(fields, "vendor_id"), family,
                     Find(fields, "model"));
}

std::string CoreWords(const Fields& fields) {
  // Before names: a 32-bit kernel has one that says nothing, "ARMv7 Processor".
  if (std::string words = ArmWords(fields); !words.empty()) return words;
  // x86, LoongArch, MIPS, POWER, RISC-V.
  for (const char* const key :
       {"model name", "Model Name", "cpu model", "cpu", "uarch"}) {
    if (const auto value = Find(fields, key); !value.empty()) {
      return std::string(value);
    }
  }
  if (std::string words = MachineType(fields); !words.empty()) return words;
  return FamilyWords(fields);
}

}  // namespace

std::string CpuModel(std::string_view cpuinfo, std::string_view board) {
  const Fields fields = ReadFields(cpuinfo);
  std::string core = CoreWords(fields);
  // It ends with a null character; a virtual machine's says nothing.
  board = Trim(board.substr(0, board.find('\0')));
  if (board.empty() || board.starts_with("linux,dummy")) return core;
  return core.empty() ? std::string(board)
                      : fmt::format("{} ({})", core, board);
}

std::string ReadCpuModel() {
  return CpuModel(ReadFile("/proc/cpuinfo").value_or(""),
                  ReadFile("/proc/device-tree/model").value_or(""));
}

}  // namespace bench
