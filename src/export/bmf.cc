#include <nlohmann/json.hpp>

#include "analysis/what_was_measured.h"
#include "export/export_data.h"
#include "export/formats.h"

namespace bench {
namespace {

using Json = nlohmann::ordered_json;

Json WriteMetric(const Summary& seconds) {
  return {{"value", InNanoseconds(seconds.median)},
          {"lower_value", InNanoseconds(seconds.min)},
          {"upper_value", InNanoseconds(seconds.max)}};
}

}  // namespace

std::string ExportBmf(const Analysis& analysis, std::span<const CheckResult>) {
  const std::string not_real = NotReal(analysis.first());
  Json metrics = Json::object();
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    std::string name = HistoryName(analysis, summary.strategy);
    if (!not_real.empty()) name += " (" + not_real + ")";
    metrics[name]["latency"] = WriteMetric(*summary.returned_s);
    if (summary.settled_s) {
      metrics[name]["settled"] = WriteMetric(*summary.settled_s);
    }
  }
  return DumpJson(metrics);
}

}  // namespace bench
