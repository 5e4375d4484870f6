#include "helm/throttling.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace bench {
namespace {

// What stands around a duration.
struct Phrase {
  std::string_view before;
  std::string_view after;
};
constexpr std::array kPhrases = {
    Phrase{"Waited for ", " due to client-side throttling"},
    Phrase{"\"Waited before sending request\" delay=\"",
           "\" reason=\"client-side throttling"}};

// As Go writes them; the longer of two that begin alike comes first.
constexpr std::array<std::pair<std::string_view, double>, 7> kUnits = {{
    {"ns", 1e-9},
    {"us", 1e-6},
    {"\u00b5s", 1e-6},
    {"ms", 1e-3},
    {"h", 3600},
    {"m", 60},
    {"s", 1},
}};

// "1m2.5s"; 0 for what is none.
double ParseGoDuration(std::string_view text) {
  double seconds = 0;
  while (!text.empty()) {
    double number = 0;
    const auto [rest, error] =
        std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return 0;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    const auto* const unit = std::ranges::find_if(
        kUnits, [&](const auto& one) { return text.starts_with(one.first); });
    if (unit == kUnits.end()) return 0;
    seconds += number * unit->second;
    text.remove_prefix(unit->first.size());
  }
  return seconds;
}

double Sum(std::string_view text, const Phrase& phrase) {
  double seconds = 0;
  for (std::size_t at = text.find(phrase.before); at != std::string_view::npos;
       at = text.find(phrase.before)) {
    text.remove_prefix(at + phrase.before.size());
    const std::size_t end = text.find_first_of(" \"");
    if (end == std::string_view::npos) break;
    if (text.substr(end).starts_with(phrase.after)) {
      seconds += ParseGoDuration(text.substr(0, end));
    }
  }
  return seconds;
}

}  // namespace

double ThrottledSeconds(std::string_view stderr_text) {
  double seconds = 0;
  for (const Phrase& phrase : kPhrases) seconds += Sum(stderr_text, phrase);
  return seconds;
}

}  // namespace bench
