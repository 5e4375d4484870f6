"""Arrows between the folders of src go one way, and scripts/includes sees it
where they do not."""

import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[1]

CMAKE = """
bench_folder(util fmt::fmt)
bench_folder(model bench_util)  # plain values
bench_folder(sim bench_util)
bench_folder(sim/api bench_sim
             bench_model)
bench_folder(cli bench_model CLI11::CLI11)
add_executable(bench src/main.cc)
target_link_libraries(bench PRIVATE bench_cli)
"""

FILES = {
    "util/text.h": "#include <string>",
    "model/release.cc": '#include "util/text.h"',
    "sim/store.h": "",
    "sim/api/server.cc": '#include "sim/store.h"\n#include "util/text.h"',
    # By way of the model, and within its own folder.
    "cli/commands/run.cc": '#include "util/text.h"\n#include "cli/options.h"',
    "cli/options.h": "",
    "main.cc": '#include "cli/options.h"\n#include "made_by_protoc.h"',
}


class Includes(unittest.TestCase):
    def run_on(self, cmake=CMAKE, files=()):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            (top / "CMakeLists.txt").write_text(cmake)
            for path, text in {**FILES, **dict(files)}.items():
                file = top / "src" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            return self.bare_run(top)

    @staticmethod
    def bare_run(*arguments):
        return subprocess.run([SOURCE / "scripts/includes", *arguments],
                              capture_output=True, text=True, check=False)

    def refused(self, words, **changes):
        done = self.run_on(**changes)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(words, done.stderr)
        self.assertEqual(done.stdout, "")

    def test_arrows_of_this_repository_go_one_way(self):
        done = self.bare_run()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("cli ", done.stdout)

    def test_the_table_has_every_folder_above_what_it_includes(self):
        done = self.run_on()
        self.assertEqual(done.returncode, 0, done.stderr)
        arrows = dict(line.replace(" ", "").split("->")
                      for line in done.stdout.splitlines())
        self.assertEqual(arrows, {"main.cc": "cli(1)", "cli": "util(1)",
                                  "sim/api": "sim(1),util(1)", "sim": "-",
                                  "model": "util(1)", "util": "-"})
        self.assertEqual(list(arrows)[-1], "util")
        self.assertLess(list(arrows).index("sim/api"),
                        list(arrows).index("sim"))

    def test_an_include_of_a_folder_that_is_not_linked_is_named(self):
        self.refused("src/model/sim.h includes sim/store.h, and model does not "
                     "link to sim",
                     files={"model/sim.h": '#include "sim/store.h"'})

    def test_a_folder_does_not_include_what_is_above_it(self):
        self.refused("src/util/text.cc includes cli/options.h",
                     files={"util/text.cc": '# include "cli/options.h"'})

    def test_links_in_a_circle_are_found_whatever_is_included(self):
        self.refused("links lead in a circle: model -> util -> model",
                     cmake=CMAKE.replace("util fmt::fmt", "util bench_model"))

    def test_a_program_may_include_what_it_links_to(self):
        files = {"sim/main.cc": '#include "model/release.h"',
                 "model/release.h": ""}
        self.refused("src/sim/main.cc includes model/release.h", files=files)
        done = self.run_on(files=files, cmake=CMAKE.replace("sim/api", "api") + """
            add_executable(simulator src/sim/main.cc)
            target_link_libraries(simulator PRIVATE bench_sim bench_model)""")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_folder_without_a_library_may_include_nothing(self):
        self.refused("src/new/file.cc includes util/text.h",
                     files={"new/file.cc": '#include "util/text.h"'})


if __name__ == "__main__":
    unittest.main()
