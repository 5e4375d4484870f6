#include "process/machine_cpu.h"

#include <sstream>
#include <string>

#include "util/read_file.h"

namespace bench {
namespace {

std::optional<double> Share(const std::optional<MachineCpu>& before,
                            const std::optional<MachineCpu>& after,
                            double MachineCpu::* part) {
  if (!before || !after || after->total <= before->total) return std::nullopt;
  return ((*after).*part - (*before).*part) / (after->total - before->total);
}

}  // namespace

std::optional<MachineCpu> ParseMachineCpu(std::string_view proc_stat) {
  std::istringstream line(
      std::string(proc_stat.substr(0, proc_stat.find('\n'))));
  std::string name;
  double user = 0;
  double nice = 0;
  double system = 0;
  double idle = 0;
  double disk = 0;
  double interrupts = 0;
  double soft_interrupts = 0;
  double stolen = 0;
  line >> name >> user >> nice >> system >> idle >> disk >> interrupts >>
      soft_interrupts >> stolen;
  if (!line || name != "cpu") return std::nullopt;
  const double busy =
      user + nice + system + interrupts + soft_interrupts + stolen;
  return MachineCpu{busy, stolen, busy + idle + disk};
}

std::optional<MachineCpu> ReadMachineCpu() {
  return ParseMachineCpu(ReadFile("/proc/stat").value_or(""));
}

std::optional<double> BusyShare(const std::optional<MachineCpu>& before,
                                const std::optional<MachineCpu>& after) {
  return Share(before, after, &MachineCpu::busy);
}

std::optional<double> StolenShare(const std::optional<MachineCpu>& before,
                                  const std::optional<MachineCpu>& after) {
  return Share(before, after, &MachineCpu::stolen);
}

}  // namespace bench
