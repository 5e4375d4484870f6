#pragma once

#include <string>
#include <variant>
#include <vector>

#include "report/picture.h"
#include "report/text_table.h"

namespace bench {

/// Begins a section. Without words it only sets apart what follows.
struct Heading {
  std::string words;
};

/// Each line is a paragraph of its own.
struct Paragraphs {
  std::vector<std::string> lines;
};

/// Each line is an item of a list.
struct Remarks {
  std::vector<std::string> lines;
};

/// Lines whose indentation says what belongs to what.
struct IndentedLines {
  std::vector<std::string> lines;
};

/// Each line is for a shell.
struct Commands {
  std::vector<std::string> lines;
};

struct NamedTable {
  TextTable table;
  std::string name;  // for those who do not see where it stands
};

/// A picture, and what gnuplot made of it.
struct Drawing {
  Picture picture;
  /// As gnuplot wrote it; empty when it could not be drawn.
  std::string svg;
  std::string png;   // only where asked for
  std::string file;  // beside the document, for whoever cannot hold it
};

using Block = std::variant<Heading, Paragraphs, Remarks, IndentedLines,
                           Commands, NamedTable, Drawing>;

/// What is said to somebody who was not there, whatever it is shown as. Text is
/// as in the result, where names come from strangers: whoever renders it
/// escapes it.
struct Document {
  /// What must be known before anything else.
  std::vector<std::string> warnings;
  std::string answer;   // in one sentence
  std::string subject;  // what was measured and where
  std::vector<Block> blocks;
  std::string citation;

  /// Appends a block, and nothing for one without a line or a row.
  void Add(Block block);

  /// Appends a block under a heading, or neither.
  void AddSection(std::string heading, Block block);
};

}  // namespace bench
