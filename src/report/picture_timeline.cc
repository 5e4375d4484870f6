#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "analysis/attribution.h"
#include "report/colors.h"
#include "report/gnuplot.h"
#include "report/pictures.h"
#include "stats/concurrency.h"
#include "util/format.h"
#include "util/printable.h"

namespace bench {
namespace {

// More would be too thin to be seen, and the table too long to be read.
constexpr std::size_t kReleasesDrawn = 200;

// A lane is 1 high: a bar, and above it the release's name.
constexpr double kBarBottom = -0.30;
constexpr double kBarTop = 0.12;
constexpr double kNameAt = 0.30;
// What of it goes on behind the bar.
constexpr double kGoingBottom = -0.17;
constexpr double kGoingTop = -0.01;
// How many were at work, below the lanes of a strategy.
constexpr double kCurveHeight = 0.8;
constexpr double kAboveCurve = 0.35;
constexpr double kGap = 0.7;
// Above the first lane, and then for each row of the key.
constexpr double kTop = 0.7;
constexpr double kKeyStep = 0.8;

// About the width of the picture in characters of a release's name.
constexpr double kCharacters = 85;

// As long as something of each release was there.
std::vector<BusyTime> UntilGone(const TrialResult& trial,
                                std::vector<BusyTime> busy) {
  for (std::size_t i = 0; i < busy.size(); ++i) {
    for (const Going& going : trial.going) {
      if (going.release != trial.releases[i].release) continue;
      busy[i].end = std::max(busy[i].end, going.until_s);
    }
  }
  return busy;
}

/// Draws strategy after strategy, downwards.
class Timeline {
 public:
  Timeline(Picture& picture, double largest_s, int most_at_work,
           bool draw_going)
      : picture_(picture),
        largest_s_(largest_s),
        unit_(ChoosePlotUnit(largest_s)),
        most_at_work_(std::max(most_at_work, 1)),
        draw_going_(draw_going) {}

  void Add(const StrategySpec& strategy, const TrialResult& trial,
           unsigned color) {
    const double top = y_;
    Row(y_, strategy.Label());
    const std::vector<BusyTime> busy = BusyTimes(trial);
    if (busy.empty()) {
      AddWhole(strategy, trial);
      y_ -= 1;
    } else {
      AddReleases(strategy, trial, busy);
      AddCurve(busy, color);
    }
    AddClocks(*trial.times, top);
    y_ -= kGap;
  }

  /// How far down it has come.
  double bottom() const { return y_ + kGap; }
  const PlotUnit& unit() const { return unit_; }
  bool cut() const { return cut_; }

 private:
  double At(double seconds) const { return seconds * unit_.per_second; }

  void Row(double y, const std::string& name) {
    PlotLine(picture_.data["rows.tsv"], y, name);
  }

  void Box(double from_s, double to_s, double bottom, double top,
           const Picture::Key& part) {
    if (to_s <= from_s) return;
    PlotBox(picture_.data["bars.tsv"], At(from_s), At(to_s), bottom, top,
            part.color);
    AddToKey(part, picture_);
  }

  void Bar(double from_s, double to_s, double y, const Picture::Key& part) {
    Box(from_s, to_s, y + kBarBottom, y + kBarTop, part);
  }

  // What of a release was still going, by the kind that went next.
  void Going(const TrialResult& trial, const Release& release, double from_s,
             double y) {
    for (const bench::Going& going : trial.going) {  // ordered by its end
      if (going.release != release) continue;
      Box(from_s, going.until_s, y + kGoingBottom, y + kGoingTop,
          going.kind == "Pod" ? kPodsGoing : kOthersGoing);
      from_s = std::max(from_s, going.until_s);
    }
  }

  // Where there is room above the bar.
  void Name(const std::string& name, const BusyTime& busy, double y) {
    const double room = (busy.end - busy.start) / largest_s_ * kCharacters;
    if (room < 3) return;
    PlotLine(picture_.data["names.tsv"], At(busy.start), y + kNameAt,
             Shortened(Printable(name), static_cast<std::size_t>(room)));
  }

  // Parts in a fixed order: of a release only their lengths are known.
  void Release(const ReleaseResult& release, const BusyTime& busy, double y) {
    const TimeParts parts = PartsOf(release);
    if (!parts.rest) {
      Bar(busy.start, busy.end, y, kUnknownPart);
      return;
    }
    double at = busy.start;
    const auto add = [&](const std::optional<double>& seconds,
                         const Picture::Key& part) {
      const double end = std::min(at + seconds.value_or(0), busy.end);
      Bar(at, end, y, part);
      at = end;
    };
    add(parts.start_up, kStartUpPart);
    add(parts.client_cpu, kClientCpuPart);
    add(parts.throttled, kThrottledPart);
    Bar(at, busy.end, y, kRestPart);
  }

  void AddReleases(const StrategySpec& strategy, const TrialResult& trial,
                   const std::vector<BusyTime>& busy) {
    const std::vector<std::size_t> lanes =
        Lanes(draw_going_ ? UntilGone(trial, busy) : busy);
    const double first = std::ranges::min(busy, {}, &BusyTime::start).start;
    if (trial.times->list_s) {
      Bar(std::max(0.0, first - *trial.times->list_s), first, y_, kListPart);
    }
    for (std::size_t i = 0; i < busy.size(); ++i) {
      if (i >= kReleasesDrawn) {
        cut_ = true;
        break;
      }
      const ReleaseResult& release = trial.releases[i];
      const double y = y_ - static_cast<double>(lanes[i]);
      Release(release, busy[i], y);
      if (draw_going_) Going(trial, release.release, busy[i].end, y);
      Name(release.release.name, busy[i], y);
      const TimeParts parts = PartsOf(release);
      picture_.table.rows.push_back(
          {strategy.Label(), release.release.ns + "/" + release.release.name,
           fmt::format("{}", lanes[i] + 1), TimeCell(release.start_s),
           TimeCell(parts.start_up), TimeCell(parts.client_cpu),
           TimeCell(parts.throttled), TimeCell(parts.rest),
           TimeCell(release.end_s), "", ""});
    }
    y_ -= static_cast<double>(*std::ranges::max_element(lanes));
    AddTotals(strategy, trial, "all of it");
  }

  void AddWhole(const StrategySpec& strategy, const TrialResult& trial) {
    Bar(0, trial.times->returned_s, y_, kUnknownPart);
    AddTotals(strategy, trial, "all of it (tells nothing of releases)");
  }

  void AddTotals(const StrategySpec& strategy, const TrialResult& trial,
                 const std::string& words) {
    picture_.table.rows.push_back({strategy.Label(), words, "", "", "", "", "",
                                   "", "", TimeCell(trial.times->returned_s),
                                   TimeCell(trial.times->settled_s)});
  }

  void AddCurve(const std::vector<BusyTime>& busy, unsigned color) {
    const std::vector<ActiveStep> steps = ActiveOverTime(busy);
    const double base = y_ + kBarBottom - kAboveCurve - kCurveHeight;
    int most = 0;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      most = std::max(most, steps[i].active);
      PlotBox(picture_.data["work.tsv"], At(steps[i].time),
              At(steps[i + 1].time), base,
              base + kCurveHeight * steps[i].active / most_at_work_, color);
    }
    y_ = base;
    Row(base + kCurveHeight / 2, fmt::format("at work, at most {}", most));
  }

  void AddClocks(const StrategyTimes& times, double top) {
    const double high = top + 0.45;
    const auto add = [&](const char* file, double seconds) {
      PlotLine(picture_.data[file], At(seconds), y_, high - y_);
    };
    add("returned.tsv", times.returned_s);
    if (times.settled_s) add("settled.tsv", *times.settled_s);
  }

  Picture& picture_;
  double largest_s_;
  PlotUnit unit_;
  int most_at_work_;
  bool draw_going_;
  double y_ = 0;
  bool cut_ = false;
};

std::string TimelineScript(const Timeline& timeline, double largest_s,
                           Picture& picture) {
  const double largest = largest_s * timeline.unit().per_second;
  const PlottedKey key = PlotKey(picture, largest, kTop, kKeyStep);
  return fmt::format(
      "set xrange [0:{0}]\nset yrange [{1}:{7}]\n"
      "set grid xtics lw 1 lc rgb {2}\n"
      "set xlabel \"time since the strategy's first action [{3}]\"\n"
      "plot {5}, \\\n"
      "  'bars.tsv' using 1:2:3:4:5:6:7 with boxxyerror lc rgb variable, \\\n"
      "  'work.tsv' using 1:2:3:4:5:6:7 with boxxyerror fs transparent solid "
      "0.4 "
      "noborder lc rgb variable, \\\n"
      "  'names.tsv' using 1:2:3 with labels left font \",11\" "
      "tc rgb {4}, \\\n"
      "  'settled.tsv' using 1:2:(0):3 with vectors nohead dt (4,4) lw 1.5 "
      "lc rgb {4}, \\\n"
      "  'returned.tsv' using 1:2:(0):3 with vectors nohead lw 2 "
      "lc rgb {4}, \\\n  {6}\n",
      PlotNumber(largest), PlotNumber(timeline.bottom() - 0.2),
      PlotColor(kGrid), timeline.unit().name, PlotColor(kInk),
      PlotRowNames("rows.tsv"), key.plot, PlotNumber(key.top));
}

}  // namespace

Picture TimelinePicture(const Analysis& analysis) {
  Picture picture;
  picture.name = "timeline";
  picture.title = "One trial of each strategy";
  picture.table.columns = {{"strategy", Alignment::kLeft},
                           {"release", Alignment::kLeft},
                           {"lane"},
                           {"start"},
                           {"start-up"},
                           {"client CPU"},
                           {"throttled"},
                           {"rest"},
                           {"end"},
                           {"returned"},
                           {"settled"}};
  const auto& strategies = analysis.first().scenario.strategies;
  double largest_s = 0;
  int most = 0;
  bool any_release = false;
  for (const StrategySpec& strategy : strategies) {
    const TrialResult* const trial =
        MedianTrial(CountingTrials(analysis, strategy));
    if (trial == nullptr) continue;
    const StrategyTimes& times = *trial->times;
    largest_s =
        std::max({largest_s, times.returned_s, times.settled_s.value_or(0)});
    const auto busy = BusyTimes(*trial);
    any_release = any_release || !busy.empty();
    if (const auto achieved = AchievedConcurrency(busy)) {
      most = std::max(most, achieved->maximum);
    }
  }
  if (!any_release || largest_s <= 0) return picture;
  largest_s *= 1.03;
  const StrategyColors colors(strategies);
  const bool draw_going = !analysis.settled.empty();
  Timeline timeline(picture, largest_s, most, draw_going);
  picture.alt =
      "The median trial of each strategy, a bar for each release, by its time.";
  for (const StrategySpec& strategy : strategies) {
    const TrialResult* const trial =
        MedianTrial(CountingTrials(analysis, strategy));
    if (trial == nullptr) continue;
    timeline.Add(strategy, *trial, colors.Of(strategy));
    const auto achieved = AchievedConcurrency(BusyTimes(*trial));
    picture.alt += fmt::format(
        " {}: returned after {}{}.", strategy.Label(),
        FormatSeconds(trial->times->returned_s),
        achieved
            ? fmt::format(", at most {} at work at once", achieved->maximum)
            : "");
  }
  picture.caption = fmt::format(
      "The median trial of each strategy. A bar is a release; where helm "
      "computed and where it waited inside of it is not known, only how long. "
      "Solid line: all had returned; dashed: nothing was left in the cluster. "
      "{}Below, how many releases were at work.{}",
      draw_going ? "Thin, behind a bar: what of the release was still going. "
                 : "",
      timeline.cut() ? fmt::format(" Only the first {} releases are shown.",
                                   kReleasesDrawn)
                     : "");
  CompleteFiles({"rows.tsv", "bars.tsv", "names.tsv", "work.tsv",
                 "returned.tsv", "settled.tsv"},
                picture);
  picture.height = 80 + static_cast<int>(34 * (1.8 - timeline.bottom()));
  picture.script = TimelineScript(timeline, largest_s, picture);
  return picture;
}

}  // namespace bench
