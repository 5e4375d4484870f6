#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "left_out.h"
#include "status/status.h"
#include "status_capture.h"

namespace bench {
namespace {

// A terminal of `columns` whose other end can be read. Without a file where the
// system has none to give, as in some containers.
class Terminal {
 public:
  explicit Terminal(unsigned short columns) {
    const winsize size{.ws_row = 25, .ws_col = columns};
    int slave = -1;
    if (openpty(&master_, &slave, nullptr, nullptr, &size) == 0) {
      file_ = fdopen(slave, "w");
    }
  }
  ~Terminal() {
    if (file_ != nullptr) std::fclose(file_);
    if (master_ >= 0) close(master_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  std::FILE* file() { return file_; }
  // Everything written: the terminal may hand it over in parts, and its end
  // shows only once the writer has closed.
  std::string Read() {
    std::fclose(file_);
    file_ = nullptr;
    std::string text;
    std::array<char, 1000> buffer{};
    for (ssize_t size = 1; size > 0;) {
      size = read(master_, buffer.data(), buffer.size());
      if (size > 0) text.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return text;
  }

 private:
  int master_ = -1;
  std::FILE* file_ = nullptr;
};

constexpr const char* kNoTerminal = "there are no pseudo-terminals here";

TEST(MakeStatus, IsPlainWithoutATerminal) {
  std::FILE* file = std::tmpfile();
  MakeStatus({.out = file, .color = true})->Progress("installing");
  EXPECT_EQ(std::ftell(file), 11);
  std::fclose(file);
}

TEST(MakeStatus, RewritesALineOnATerminalOfItsWidth) {
  setenv("TERM", "xterm", 1);
  Terminal terminal(6);
  if (terminal.file() == nullptr) GTEST_SKIP() << LeftOut(kNoTerminal);
  MakeStatus({.out = terminal.file()})->Progress("installing");
  EXPECT_EQ(terminal.Read(), "\r\x1b[Kinst…\r\x1b[K");
}

TEST(MakeStatus, IsPlainOnADumbTerminal) {
  setenv("TERM", "dumb", 1);
  Terminal terminal(80);
  if (terminal.file() == nullptr) GTEST_SKIP() << LeftOut(kNoTerminal);
  MakeStatus({.out = terminal.file()})->Progress("installing");
  EXPECT_EQ(terminal.Read(), "installing\r\n");
}

TEST(MakeStatus, SaysNothingWhenQuiet) {
  Capture capture;
  MakeStatus({.out = capture.file(), .quiet = true})->Say("three charts");
  EXPECT_EQ(capture.text(), "");
}

}  // namespace
}  // namespace bench
