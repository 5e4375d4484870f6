#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/explanation.h"
#include "report/colors.h"
#include "report/gnuplot.h"
#include "report/pictures.h"
#include "report/tables.h"
#include "util/format.h"

namespace bench {
namespace {

// In parts of a row, which is 1 high.
constexpr double kBarHalf = 0.3;
// Further between two strategies than between the rows of one.
constexpr double kGapOfStrategies = 0.5;
// Above the first row, and then for each row of the key.
constexpr double kTopRow = 0.6;
constexpr double kKeyRow = 0.9;

struct Part {
  const Picture::Key* key;
  std::optional<double> seconds;
};

std::vector<Part> SumParts(const TimeParts& sums) {
  return {{&kStartUpPart, sums.start_up},
          {&kClientCpuPart, sums.client_cpu},
          {&kThrottledPart, sums.throttled},
          {&kRestPart, sums.rest}};
}

std::vector<Part> PathParts(const CriticalPath& path) {
  std::vector<Part> parts = {{&kPoolPart, path.pool_s},
                             {&kListPart, path.list_s}};
  for (const Part& part : SumParts(path.parts)) parts.push_back(part);
  parts.push_back({&kBetweenPart, path.between_s});
  return parts;
}

double Total(const std::vector<Part>& parts) {
  double total = 0;
  for (const Part& part : parts) total += part.seconds.value_or(0);
  return total;
}

struct BarRow {
  std::string name;
  double y = 0;
  std::vector<Part> parts;
};

std::vector<BarRow> MakeRows(const std::vector<Explanation>& explanations) {
  std::vector<BarRow> rows;
  double y = 0;
  for (const Explanation& explanation : explanations) {
    const auto& path = explanation.attribution.path;
    if (!path) continue;
    rows.push_back({explanation.strategy.Label() + ", added up", y,
                    SumParts(explanation.attribution.sums)});
    rows.push_back({"its critical path", y - 1, PathParts(*path)});
    y -= 2 + kGapOfStrategies;
  }
  return rows;
}

std::string MakeScript(double largest, double bottom, const PlotUnit& unit,
                       Picture& picture) {
  const PlottedKey key = PlotKey(picture, largest, kTopRow, kKeyRow);
  return fmt::format(
      "set xrange [0:{}]\nset yrange [{}:{}]\n"
      "set grid xtics lw 1 lc rgb {}\nset xlabel \"time [{}]\"\n"
      "plot {}, \\\n"
      "  'parts.tsv' using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable, \\\n"
      "  {}\n",
      PlotNumber(largest), PlotNumber(bottom - 0.6), PlotNumber(key.top),
      PlotColor(kGrid), unit.name, PlotRowNames("rows.tsv"), key.plot);
}

}  // namespace

Picture WhereTimeGoesPicture(const Analysis& analysis) {
  Picture picture;
  picture.name = "where-time-goes";
  picture.title = "Where the time goes";
  const std::vector<Explanation> explanations = Explain(analysis);
  picture.table = WhereTimeWentTable(explanations);
  const std::vector<BarRow> rows = MakeRows(explanations);
  double largest_s = 0;
  for (const BarRow& row : rows)
    largest_s = std::max(largest_s, Total(row.parts));
  if (largest_s <= 0) {
    picture.table.rows.clear();
    return picture;
  }
  picture.alt = "Two bars a strategy, added up and on the critical path.";
  picture.caption =
      "The upper bar of a strategy has all its releases added up (medians over "
      "trials): more than the time on the clock where they run side by side. "
      "The lower one is the critical path of its median trial, the chain of "
      "releases that led to its end.";
  const PlotUnit unit = ChoosePlotUnit(largest_s);
  for (const BarRow& row : rows) {
    PlotLine(picture.data["rows.tsv"], row.y, row.name);
    double at = 0;
    for (const Part& part : row.parts) {
      const double seconds = part.seconds.value_or(0);
      if (seconds <= 0) continue;
      PlotBox(picture.data["parts.tsv"], at * unit.per_second,
              (at + seconds) * unit.per_second, row.y - kBarHalf,
              row.y + kBarHalf, part.key->color);
      at += seconds;
      AddToKey(*part.key, picture);
    }
    picture.alt +=
        fmt::format(" {}: {}.", row.name, FormatSeconds(Total(row.parts)));
  }
  picture.height = 80 + static_cast<int>(28 * (2.2 - rows.back().y));
  picture.script = MakeScript(largest_s * unit.per_second * 1.03, rows.back().y,
                              unit, picture);
  return picture;
}

}  // namespace bench
