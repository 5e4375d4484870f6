#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "analysis/words.h"
#include "report/colors.h"
#include "report/gnuplot.h"
#include "report/pictures.h"
#include "util/format.h"

namespace bench {
namespace {

// In parts of a row, which is 1 high, from its middle.
constexpr double kFirstDot = 0.32;
constexpr double kLastDot = -0.10;
constexpr double kMedianTop = 0.38;
constexpr double kMedianBottom = -0.16;
constexpr double kInterval = -0.30;

// What the second scale shows, as far as there is room.
constexpr double kSpeeds[] = {0.1, 0.2, 0.5, 0.8, 1,  1.25, 1.5, 2,
                              3,   4,   6,   10,  20, 50,   100};
constexpr double kRoomForSpeed = 0.06;  // of the width

double Largest(const Analysis& analysis) {
  double largest = 0;
  for (const StrategySummary& summary : analysis.strategies) {
    if (summary.returned_s) {
      largest = std::max(largest, summary.returned_s->max);
    }
  }
  return largest;
}

TextTable EveryTrialTable(const Analysis& analysis) {
  TextTable table = {
      .columns = {{"strategy", Alignment::kLeft},
                  {"trials"},
                  {"median"},
                  {"shortest"},
                  {"longest"},
                  {"times as fast"},
                  {fmt::format("{:g} % interval", analysis.level * 100)},
                  {"verdict", Alignment::kLeft}}};
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    const Summary& times = *summary.returned_s;
    const Comparison* const comparison =
        FindComparison(analysis, summary.strategy);
    const auto ratio = comparison ? comparison->ratio() : std::nullopt;
    const auto interval = comparison ? comparison->interval() : std::nullopt;
    table.rows.push_back(
        {summary.strategy.Label(),
         fmt::format("{}", CountingTrials(analysis, summary.strategy).size()),
         FormatSeconds(times.median), FormatSeconds(times.min),
         FormatSeconds(times.max),
         ratio ? fmt::format("{:.2f}", 1 / *ratio) : "-",
         interval ? IntervalWords(Inverse(*interval)) : "-",
         comparison
             ? VerdictWords(comparison->verdict, analysis.first().criteria.same)
             : "-"});
  }
  return table;
}

// A dot for each trial, the first one at the top of its row.
void AddDots(const std::vector<const TrialResult*>& trials, double row,
             unsigned color, const PlotUnit& unit, std::string& file) {
  const double step =
      trials.size() > 1
          ? (kFirstDot - kLastDot) / static_cast<double>(trials.size() - 1)
          : 0;
  for (std::size_t i = 0; i < trials.size(); ++i) {
    PlotLine(file, trials[i]->times->returned_s * unit.per_second,
             row + kFirstDot - step * static_cast<double>(i), color);
  }
}

// The second scale: where a time is so many times as fast as `reference`.
std::string SpeedTics(double reference, double largest) {
  std::string tics;
  double last = -1;
  for (const double speed : kSpeeds) {
    const double at = reference / speed;
    if (at > largest || at < kRoomForSpeed * largest ||
        (last > 0 && last - at < kRoomForSpeed * largest)) {
      continue;
    }
    tics += fmt::format("{}\"{:g}\" {}", tics.empty() ? "" : ", ", speed,
                        PlotNumber(at));
    last = at;
  }
  return tics;
}

std::string ComparisonScript(std::size_t rows, std::size_t most_trials,
                             double largest, const std::string& speed_tics,
                             const PlotUnit& unit) {
  std::string script = fmt::format(
      "set xrange [0:{0}]\nset yrange [{1}:0.6]\n"
      "set grid xtics lw 1 lc rgb {2}\n"
      "set xlabel \"time until all had returned [{3}]\"\n",
      PlotNumber(largest), PlotNumber(-static_cast<double>(rows) + 0.4),
      PlotColor(kGrid), unit.name);
  if (!speed_tics.empty()) {
    script += fmt::format(
        "set x2range [0:{}]\nset x2tics ({})\n"
        "set x2label \"times as fast as the first row\"\n",
        PlotNumber(largest), speed_tics);
  }
  return script + "plot " + PlotRowNames("rows.tsv") +
         ", \\\n"
         "  'intervals.tsv' using 1:4:2:3:5 with xerrorbars pt 5 ps 0.6 lw 2 "
         "lc rgb variable, \\\n  " +
         PlotDots("trials.tsv", largest, most_trials) +
         ", \\\n"
         "  'medians.tsv' using 1:2:(0):3:4 with vectors nohead lw 3 "
         "lc rgb variable\n";
}

std::string ComparisonAlt(const Analysis& analysis) {
  std::string alt = "One row a strategy, each trial a dot. Medians:";
  const char* separator = " ";
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    alt += fmt::format("{}{} {}", separator, summary.strategy.Label(),
                       FormatSeconds(summary.returned_s->median));
    separator = ", ";
  }
  return alt + ".";
}

}  // namespace

Picture ComparisonPicture(const Analysis& analysis) {
  Picture picture;
  picture.name = "comparison";
  picture.title = "Every trial";
  picture.alt = ComparisonAlt(analysis);
  picture.caption =
      "Each dot is a trial, the first at the top of its row; the tall line is "
      "their median.";
  picture.table = EveryTrialTable(analysis);
  const StrategyColors colors(analysis.first().scenario.strategies);
  const PlotUnit unit = ChoosePlotUnit(Largest(analysis));
  const double largest = Largest(analysis) * unit.per_second * 1.05;
  const auto& first = analysis.strategies.front().returned_s;
  const double reference = first ? first->median * unit.per_second : 0;
  std::size_t rows = 0;
  std::size_t most_trials = 0;  // of a row
  bool intervals = false;
  for (const StrategySummary& summary : analysis.strategies) {
    if (!summary.returned_s) continue;
    const double row = -static_cast<double>(rows++);
    const unsigned color = colors.Of(summary.strategy);
    PlotLine(picture.data["rows.tsv"], row, summary.strategy.Label());
    const auto trials = CountingTrials(analysis, summary.strategy);
    most_trials = std::max(most_trials, trials.size());
    AddDots(trials, row, color, unit, picture.data["trials.tsv"]);
    PlotLine(picture.data["medians.tsv"],
             summary.returned_s->median * unit.per_second, row + kMedianBottom,
             kMedianTop - kMedianBottom, color);
    const Comparison* const comparison =
        FindComparison(analysis, summary.strategy);
    if (comparison == nullptr || !comparison->interval() || reference <= 0) {
      continue;
    }
    intervals = true;
    PlotLine(picture.data["intervals.tsv"], *comparison->ratio() * reference,
             comparison->interval()->low * reference,
             comparison->interval()->high * reference, row + kInterval, color);
  }
  if (intervals) {
    picture.caption +=
        " The bar below is the interval of the comparison with the first row, "
        "block by block: read it on the upper scale.";
  }
  CompleteFiles({"rows.tsv", "trials.tsv", "medians.tsv", "intervals.tsv"},
                picture);
  picture.height = 110 + 62 * static_cast<int>(std::max<std::size_t>(rows, 1));
  picture.script =
      ComparisonScript(rows, most_trials, largest,
                       reference > 0 && !analysis.comparisons.empty()
                           ? SpeedTics(reference, largest)
                           : "",
                       unit);
  return picture;
}

}  // namespace bench
