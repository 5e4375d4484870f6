#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "stand_in/commands.h"
#include "stand_in/storage.h"

namespace bench {
namespace {

bool Shows(const ListOptions& options, const std::string& status) {
  std::vector<std::string> states = options.states;
  if (states.empty()) states = {"deployed", "failed"};
  const std::string name = status.starts_with("pending-") ? "pending" : status;
  return std::find(states.begin(), states.end(), name) != states.end();
}

std::vector<Record> Latest(std::vector<Record> records) {
  std::map<std::pair<std::string, std::string>, std::size_t> latest;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto [place, is_first] =
        latest.emplace(std::pair(records[i].ns(), records[i].name()), i);
    const int newest = records[place->second].revision();
    if (!is_first && newest <= records[i].revision()) place->second = i;
  }
  std::vector<Record> chosen;
  chosen.reserve(latest.size());
  for (const auto& [release, i] : latest) {
    chosen.push_back(std::move(records[i]));
  }
  return chosen;
}

/// What is shown of these records.
std::vector<Record> Choose(std::vector<Record> records,
                           const ListOptions& options) {
  // Superseded revisions are never the newest.
  const bool only_superseded =
      options.states == std::vector<std::string>{"superseded"};
  if (!only_superseded) records = Latest(std::move(records));
  std::erase_if(records, [&](const Record& record) {
    return !Shows(options, record.status());
  });
  const auto place = [](const Record& record) {
    return std::tuple(record.name(), record.ns(), record.revision());
  };
  std::sort(records.begin(), records.end(),
            [&place](const Record& a, const Record& b) {
              return place(a) < place(b);
            });
  const auto max = static_cast<std::size_t>(std::max(options.max, 0));
  if (max > 0 && max < records.size()) {
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(max),
                  records.end());
  }
  return records;
}

void Print(const std::vector<Record>& records, std::ostream& out) {
  auto list = nlohmann::ordered_json::array();
  for (const Record& record : records) {
    list.push_back({{"name", record.name()},
                    {"namespace", record.ns()},
                    {"revision", std::to_string(record.revision())},
                    {"updated", GoTime(record.last_deployed())},
                    {"status", record.status()},
                    {"chart", record.chart()},
                    {"app_version", record.app_version()}});
  }
  out << list.dump() << '\n';
}

}  // namespace

void List(const ListOptions& options, Session& session, std::ostream& out) {
  CheckReachable(session.client, session.throttle);
  Storage storage(session.client, session.ns, session.throttle);
  const std::vector<Record> records = Choose(storage.List(), options);
  session.burner.Spend(session.burner.costs().list_s);
  Print(records, out);
}

std::string GoTime(const std::string& rfc3339) {
  if (rfc3339.empty()) return "-";
  const std::size_t t = rfc3339.find('T');
  const std::size_t zone = rfc3339.find_first_of("Z+-", t);
  if (t == std::string::npos || zone == std::string::npos) return rfc3339;
  const std::string text =
      rfc3339.substr(0, t) + " " + rfc3339.substr(t + 1, zone - t - 1) + " ";
  if (rfc3339[zone] == 'Z') return text + "+0000 UTC";
  std::string offset = rfc3339.substr(zone);
  std::erase(offset, ':');
  return text + offset + " " + offset;
}

}  // namespace bench
