#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/text_table.h"

namespace bench {

/// A picture as a value: what gnuplot draws it from, and what says the same
/// without it. The script holds nothing of a result but numbers: names stand in
/// the data, where gnuplot takes them as text only.
struct Picture {
  std::string name;  // "timeline": a part of a file's name
  std::string title;
  std::string alt;      // what is to be seen, for those who do not see it
  std::string caption;  // how to read it
  /// What a colour stands for, where rows do not say it.
  struct Key {
    std::string words;
    unsigned color = 0;  // 0xRRGGBB
  };
  std::vector<Key> key;
  /// The values that are drawn, exactly.
  TextTable table;
  int width = 720;  // pixels
  int height = 300;
  /// Gnuplot's commands, but for the terminal.
  std::string script;
  /// Files beside the script: tab-separated, by name.
  std::map<std::string, std::string> data;
};

}  // namespace bench
