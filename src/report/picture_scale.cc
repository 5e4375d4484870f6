#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>

#include "report/colors.h"
#include "report/gnuplot.h"
#include "report/pictures.h"
#include "util/format.h"

namespace bench {
namespace {

// Strategies of one size stand side by side, all in this share of the width and
// of the way to the next size.
constexpr double kSpread = 0.08;
constexpr double kSpreadToNext = 0.5;
// This share of the height is for each row of the key above it.
constexpr double kKeyShare = 0.09;

std::size_t CountReleases(const Analysis& analysis) {
  return Releases(analysis.first().scenario).size();
}

double Spread(std::span<const Analysis> analyses) {
  std::set<std::size_t> sizes;
  for (const Analysis& analysis : analyses) {
    sizes.insert(CountReleases(analysis));
  }
  double spread = kSpread * static_cast<double>(*sizes.rbegin());
  for (auto next = std::next(sizes.begin()); next != sizes.end(); ++next) {
    const auto gap = static_cast<double>(*next - *std::prev(next));
    spread = std::min(spread, kSpreadToNext * gap);
  }
  return spread;
}

std::vector<StrategySpec> AllStrategies(std::span<const Analysis> analyses) {
  std::vector<StrategySpec> strategies;
  for (const Analysis& analysis : analyses) {
    for (const StrategySpec& one : analysis.first().scenario.strategies) {
      if (std::ranges::find(strategies, one) == strategies.end()) {
        strategies.push_back(one);
      }
    }
  }
  return strategies;
}

std::string ScaleScript(double most, double largest, const PlotUnit& unit,
                        Picture& picture) {
  const PlottedKey key = PlotKey(picture, most, largest, largest * kKeyShare);
  return fmt::format(
      "set xrange [0:{}]\nset yrange [0:{}]\nset border 3\n"
      "set grid ytics lw 1 lc rgb {}\nset xtics ()\n"
      "set xlabel \"releases\"\n"
      "set ylabel \"time until all had returned [{}]\"\n"
      "plot {}, \\\n"
      "  'times.tsv' using 1:2:3:4:5 with yerrorbars pt 7 ps 0.7 lw 1.5 "
      "lc rgb variable, \\\n  {}\n",
      PlotNumber(most), PlotNumber(key.top), PlotColor(kGrid), unit.name,
      PlotColumnNames("sizes.tsv", 0), key.plot);
}

}  // namespace

Picture ScalePicture(std::span<const Analysis> analyses) {
  Picture picture;
  picture.name = "scale";
  picture.title = "More releases";
  picture.table.columns = {{"releases"},
                           {"namespaces"},
                           {"scenario", Alignment::kLeft},
                           {"strategy", Alignment::kLeft},
                           {"trials"},
                           {"median"},
                           {"shortest"},
                           {"longest"}};
  const std::vector<StrategySpec> strategies = AllStrategies(analyses);
  const StrategyColors colors(strategies);
  double largest_s = 0;
  double most = 0;
  for (const Analysis& analysis : analyses) {
    most = std::max(most, static_cast<double>(CountReleases(analysis)));
    for (const StrategySummary& summary : analysis.strategies) {
      if (summary.returned_s) {
        largest_s = std::max(largest_s, summary.returned_s->max);
      }
    }
  }
  const PlotUnit unit = ChoosePlotUnit(largest_s);
  const double spread = Spread(analyses);
  picture.alt = "Times against the number of releases.";
  for (const Analysis& analysis : analyses) {
    const auto releases = static_cast<double>(CountReleases(analysis));
    PlotLine(picture.data["sizes.tsv"], releases,
             fmt::format("{:g}", releases));
    for (const StrategySummary& summary : analysis.strategies) {
      if (!summary.returned_s) continue;
      const Summary& times = *summary.returned_s;
      const auto index = static_cast<double>(
          std::ranges::find(strategies, summary.strategy) - strategies.begin());
      const double middle = (static_cast<double>(strategies.size()) - 1) / 2;
      const double x = releases + (index - middle) * spread /
                                      static_cast<double>(strategies.size());
      PlotLine(picture.data["times.tsv"], x, times.median * unit.per_second,
               times.min * unit.per_second, times.max * unit.per_second,
               colors.Of(summary.strategy));
      picture.table.rows.push_back(
          {fmt::format("{:g}", releases),
           fmt::format("{}", analysis.first().scenario.namespace_count),
           analysis.first().scenario.name, summary.strategy.Label(),
           fmt::format("{}", CountingTrials(analysis, summary.strategy).size()),
           FormatSeconds(times.median), FormatSeconds(times.min),
           FormatSeconds(times.max)});
      picture.alt +=
          fmt::format(" {:g} releases, {}: {}.", releases,
                      summary.strategy.Label(), FormatSeconds(times.median));
    }
  }
  for (const StrategySpec& strategy : strategies) {
    picture.key.push_back({strategy.Label(), colors.Of(strategy)});
  }
  picture.caption =
      "Dots are medians, the lines through them reach from the shortest to the "
      "longest trial. Nothing is drawn between the sizes: nothing was measured "
      "there.";
  picture.height = 360;
  picture.script = ScaleScript(most * 1.1, largest_s * unit.per_second * 1.08,
                               unit, picture);
  return picture;
}

}  // namespace bench
