#include "export/formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "export_sample.h"

namespace bench {
namespace {

using testing::HasSubstr;

using Format = std::string (*)(const Analysis& analysis,
                               std::span<const CheckResult> checks);

// Of 24 trials, each of which has 300 kB of words and 200 objects of each
// kind.
TEST(FormatsTest, EachIsBoundedWhateverHelmSays) {
  const Analysis loud = Analyze({LoudRun()});
  for (const auto& [name, format] : std::vector<std::pair<const char*, Format>>{
           {"hyperfine", ExportHyperfine},
           {"markdown", ExportMarkdown},
           {"csv", ExportCsv},
           {"junit", ExportJunit},
           {"benchmark", ExportBenchmark},
           {"gobench", ExportGobench},
           {"github", ExportGithub},
           {"github-speedup", ExportGithubSpeedup},
           {"bmf", ExportBmf}}) {
    EXPECT_LT(format(loud, SampleChecks()).size(), 300'000u) << name;
  }
  for (const Format format :
       {ExportHyperfine, ExportMarkdown, ExportCsv, ExportJunit}) {
    EXPECT_THAT(format(loud, {}), HasSubstr("bytes left out"));
  }
  for (const Format format : {ExportCsv, ExportJunit}) {
    EXPECT_THAT(format(loud, {}), HasSubstr(" more, in the result file"));
  }
}

}  // namespace
}  // namespace bench
