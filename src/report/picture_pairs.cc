#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include "analysis/counted_trials.h"
#include "report/colors.h"
#include "report/gnuplot.h"
#include "report/pictures.h"

namespace bench {
namespace {

// Further ones are in the picture, and in ./bench --export-csv.
constexpr std::size_t kRowsShown = 300;

// Between the blocks of one comparison and those of the next, in their widths.
constexpr double kGapShare = 0.12;

constexpr double kCharacterPx = 7;  // of a name, on average
constexpr double kMarginsPx = 110;  // left and right of all comparisons
constexpr int kLinePx = 16;

/// One block in which both ran.
struct Pair {
  std::size_t result = 0;
  int block = 0;
  double ratio = 1;
};

// In the order in which they ran.
std::vector<Pair> PairsOf(const Analysis& analysis,
                          const Comparison& comparison) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < analysis.results.size(); ++i) {
    const PairedTimes times =
        PairTimes(analysis.results[i], comparison.of, comparison.to);
    for (std::size_t j = 0; j < times.blocks.size(); ++j) {
      pairs.push_back({i, times.blocks[j], times.of[j] / times.to[j]});
    }
  }
  return pairs;
}

TextTable PairsTable(const Analysis& analysis,
                     const std::vector<std::vector<Pair>>& all) {
  const bool several = analysis.results.size() > 1;
  TextTable table;
  if (several) table.columns.push_back({"result"});
  table.columns.push_back({"block"});
  std::map<std::pair<std::size_t, int>, std::vector<std::string>> rows;
  for (std::size_t i = 0; i < all.size(); ++i) {
    table.columns.push_back({analysis.comparisons[i].of.Label()});
    for (const Pair& pair : all[i]) {
      auto& row = rows[{pair.result, pair.block}];
      row.resize(all.size(), "-");
      row[i] = fmt::format("{:.3f}", pair.ratio);
    }
  }
  for (auto& [where, row] : rows) {
    if (table.rows.size() == kRowsShown) break;
    row.insert(row.begin(), fmt::format("{}", where.second));
    if (several) row.insert(row.begin(), fmt::format("{}", where.first + 1));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string PairsAlt(const Analysis& analysis,
                     const std::vector<std::vector<Pair>>& all) {
  std::string alt = fmt::format("Times as long as {}, block by block.",
                                analysis.comparisons.front().to.Label());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].empty()) continue;
    const auto [low, high] = std::ranges::minmax(all[i], {}, &Pair::ratio);
    alt +=
        fmt::format(" {}: from {:.2f} to {:.2f}.",
                    analysis.comparisons[i].of.Label(), low.ratio, high.ratio);
  }
  return alt;
}

// On how many lines the names of the comparisons keep apart.
int LinesOfNames(const std::vector<Comparison>& comparisons, int width_px) {
  std::size_t longest = 0;
  for (const Comparison& comparison : comparisons) {
    longest = std::max(longest, comparison.of.Label().size());
  }
  longest = std::min(longest, kNameCharacters);
  const double needed_px = kCharacterPx * static_cast<double>(longest);
  const double panel_px =
      (width_px - kMarginsPx) / static_cast<double>(comparisons.size());
  return static_cast<int>(std::ceil(needed_px / panel_px));
}

std::string PairsScript(std::size_t blocks, double width, double low,
                        double high, int lines) {
  const double margin = std::max(0.05, (high - low) * 0.08);
  return fmt::format(
      "set xrange [0:{0}]\nset yrange [{1}:{2}]\n"
      "set border 2\nset bmargin {7}\nset xtics scale 0\nset grid ytics lw 1 "
      "lc rgb {3}\n"
      "set ylabel \"times as long as the first strategy\"\n"
      "plot {6}, \\\n"
      "  'intervals.tsv' using 1:2:3:4:5:6:7 with boxxyerror "
      "fs transparent solid 0.18 noborder lc rgb variable, \\\n"
      "  1 with lines lw 2 lc rgb {4}, \\\n"
      "  'estimates.tsv' using 1:2:3:(0):4 with vectors nohead lw 2 "
      "lc rgb variable, \\\n"
      "  {5}\n",
      PlotNumber(width), PlotNumber(std::max(0.0, low - margin)),
      PlotNumber(high + margin), PlotColor(kGrid), PlotColor(kInk),
      PlotDots("pairs.tsv", width, blocks),
      PlotColumnNames("names.tsv", 1, lines), lines + 1);
}

}  // namespace

Picture PairsPicture(const Analysis& analysis) {
  Picture picture;
  picture.name = "pairs";
  picture.title = "Block by block";
  if (analysis.comparisons.empty()) return picture;
  std::vector<std::vector<Pair>> all;
  std::size_t most = 0;
  for (const Comparison& comparison : analysis.comparisons) {
    all.push_back(PairsOf(analysis, comparison));
    most = std::max(most, all.back().size());
  }
  if (most == 0) return picture;
  picture.table = PairsTable(analysis, all);
  picture.alt = PairsAlt(analysis, all);
  picture.caption =
      "Each dot is a block, in the order in which they ran; the line is the "
      "estimate, the band its interval. A trend or a step would be drift, a "
      "lone dot far away an outlier: none is left out.";
  if (picture.table.rows.size() == kRowsShown) {
    picture.caption +=
        fmt::format(" The table shows the first {} blocks.", kRowsShown);
  }
  const StrategyColors colors(analysis.first().scenario.strategies);
  const double panel = static_cast<double>(most) + 1;
  const double gap = panel * kGapShare;
  double low = 1;
  double high = 1;
  double left = gap / 2;
  for (std::size_t i = 0; i < all.size(); ++i, left += panel + gap) {
    const Comparison& comparison = analysis.comparisons[i];
    const unsigned color = colors.Of(comparison.of);
    PlotLine(picture.data["names.tsv"], left + panel / 2,
             comparison.of.Label());
    double x = left;
    for (const Pair& pair : all[i]) {
      x += 1;
      low = std::min(low, pair.ratio);
      high = std::max(high, pair.ratio);
      PlotLine(picture.data["pairs.tsv"], x, pair.ratio, color);
    }
    if (const auto interval = comparison.interval()) {
      low = std::min(low, interval->low);
      high = std::max(high, interval->high);
      PlotBox(picture.data["intervals.tsv"], left, left + panel, interval->low,
              interval->high, color);
    }
    if (const auto ratio = comparison.ratio()) {
      PlotLine(picture.data["estimates.tsv"], left, *ratio, panel, color);
    }
  }
  CompleteFiles({"names.tsv", "pairs.tsv", "intervals.tsv", "estimates.tsv"},
                picture);
  const int lines = LinesOfNames(analysis.comparisons, picture.width);
  picture.height = 304 + lines * kLinePx;
  picture.script = PairsScript(most, left - gap / 2, low, high, lines);
  return picture;
}

}  // namespace bench
