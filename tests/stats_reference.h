#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace bench {

/// One table of tests/data/stats_reference.json: what scipy computes.
/// stats_reference.py says how it came about, and writes it anew.
inline nlohmann::json Reference(const std::string& table) {
  std::ifstream file(BENCH_SOURCE_DIR "/tests/data/stats_reference.json");
  return nlohmann::json::parse(file).at(table);
}

}  // namespace bench
