#!/usr/bin/python3
"""What src/stats has to arrive at: written to tests/data/stats_reference.json.

    tests/stats_reference.py           writes the file
    tests/stats_reference.py --check   recomputes it and compares: exit 1

Needs scipy 1.11 or later. Where Debian 12's python3-scipy cannot be installed
(it depends on the headers of Boost 1.74, which those of 1.81 conflict with):

    python3 -m venv V && V/bin/pip install scipy && V/bin/python FILE

What scipy lacks, loses to rounding or does by the library that src/stats uses
is computed in a slower way, straight from the definition."""

import argparse
import itertools
import json
import math
import pathlib
import random
import statistics
import sys

from scipy import integrate, optimize, stats

FILE = pathlib.Path(__file__).resolve().parent / "data/stats_reference.json"
LEVELS = [0.8, 0.9, 0.95, 0.975, 0.99]
MAX_EXACT = 200  # kMaxExactPairs
MAX_EXACT_VALUES = 100  # kMaxExactValues
MIN_SESSIONS = 3  # kMinSessionsForClaim

TIED = {
    "ties": [0.5, -0.5, 1.0, 1.0, 1.0, 2.0, -2.0, 3.0, 3.5],
    "zeros": [0.0, 0.3, 0.0, -0.1, 0.7, 0.9, 1.1, 0.4],
    "zeros and ties": [0.0, 0.2, 0.2, -0.2, 0.0, 0.5, 0.5, 0.5, 0.8, 0.9],
    "all the same": [0.25] * 7,
    "only zeros": [0.0, 0.0, 0.0],
}


def sample(n, shift, seed):
    """Differences without ties; Python keeps a seed's sequence for ever."""
    source = random.Random(seed)
    values = [round(source.gauss(shift, 0.1), 9) for _ in range(n)]
    assert len(set(map(abs, values))) == n
    return values


def tied_test(differences):
    """Two-sided, over all 2^n ways to give the ranks their signs."""
    values = [d for d in differences if d != 0]
    ranks = [sum(abs(e) < abs(d) for e in values)
             + (sum(abs(e) == abs(d) for e in values) + 1) / 2 for d in values]
    seen = sum(r for r, d in zip(ranks, values) if d > 0)
    sums = [sum(r for r, sign in zip(ranks, signs) if sign)
            for signs in itertools.product([0, 1], repeat=len(ranks))]
    at_most = sum(s <= seen for s in sums)
    at_least = sum(s >= seen for s in sums)
    return min(1.0, 2 * min(at_most, at_least) / len(sums)), seen


def counted_p(n, rank_sum):
    """Two-sided, in whole numbers; scipy has 0 for what is below its rounding,
    and otherwise the same."""
    counts = [1]
    for rank in range(1, n + 1):
        longer = counts + [0] * rank
        for value, count in enumerate(counts):
            longer[value + rank] += count
        counts = longer
    smaller = min(rank_sum, n * (n + 1) // 2 - rank_sum)
    return min(1.0, 2 * sum(counts[:smaller + 1]) / 2**n)


def untied_test(differences):
    n = len(differences)
    # The sum of the positive ranks is the statistic of a one-sided test.
    positive = stats.wilcoxon(differences, mode="exact",
                              alternative="greater").statistic
    if n > MAX_EXACT:
        return stats.wilcoxon(differences, mode="approx",
                              correction=True).pvalue, positive
    p = counted_p(n, int(positive))
    scipys = stats.wilcoxon(differences, mode="exact").pvalue
    assert math.isclose(p, scipys, rel_tol=1e-10, abs_tol=1e-14), (n, p, scipys)
    return p, positive


def lower_tail(n, limit):
    """P(W <= limit) by scipy's test, of differences that have this rank sum."""
    signs, rest = [], limit
    for rank in range(n, 0, -1):
        signs.append(rank if rank <= rest else -rank)
        rest -= rank if rank <= rest else 0
    return stats.wilcoxon(signs, mode="exact", alternative="less").pvalue


def interval(differences, averages, level):
    n, k, reached = len(differences), 0, None
    while (left := 1 - 2 * lower_tail(n, k)) >= level:
        k, reached = k + 1, left
    if k == 0:
        return {"level": level, "none": True}
    return {"level": level, "lower": averages[k - 1], "upper": averages[-k],
            "reached": reached}


def signed_rank_case(name, differences):
    averages = sorted((a + b) / 2 for a, b in
                      itertools.combinations_with_replacement(differences, 2))
    test = tied_test if name in TIED else untied_test
    p, positive = test(differences)
    case = {"name": name, "d": differences,
            "n": sum(d != 0 for d in differences), "p": p,
            "positive_rank_sum": positive,
            "hodges_lehmann": statistics.median(averages)}
    if len(differences) <= 12:
        case["walsh"] = averages
    if len(differences) <= 50:
        case["intervals"] = [interval(differences, averages, level)
                             for level in LEVELS]
    return case


def signed_rank():
    cases = [signed_rank_case(name, d) for name, d in TIED.items()]
    for n in (1, 2, 5, 6, 7, 8, 12, 20, 24, 30, 50, MAX_EXACT, MAX_EXACT + 1):
        for shift in (0.0, 0.08):
            cases.append(signed_rank_case(f"n={n} shift={shift}",
                                          sample(n, shift, f"{n} {shift}")))
    return cases


def student():
    cases = []
    for n in (2, 3, 6, 12, 40):
        values = sample(n, 0.05, f"student {n}")
        test = stats.ttest_1samp(values, 0)
        other = stats.ttest_1samp(values, 0.1)
        case = {"values": values, "mean": statistics.fmean(values),
                "p": test.pvalue, "p_of_0.1": other.pvalue, "intervals": []}
        for level in LEVELS:
            low, high = test.confidence_interval(level)
            case["intervals"].append({"level": level, "lower": low,
                                      "upper": high})
        cases.append(case)
    return cases


def holm():
    """By closed testing: a hypothesis falls when every set of hypotheses that
    it belongs to falls, each set by Bonferroni."""
    cases = []
    for p in ([0.01], [0.01, 0.04, 0.03, 0.005], [0.03, 0.03, 0.03], [1.0, 0.6],
              [0.02, 0.9, 0.0, 0.4, 0.02, 0.011], [0.04, 0.01, 0.05]):
        subsets = [s for size in range(1, len(p) + 1)
                   for s in itertools.combinations(range(len(p)), size)]
        adjusted = [max(min(1.0, len(s) * min(p[j] for j in s))
                        for s in subsets if i in s) for i in range(len(p))]
        cases.append({"p": p, "adjusted": adjusted})
    return cases


def power(effect, df, critical):
    """Of the t test, integrated over the standard deviation that a sample has;
    scipy's noncentral t is Boost's."""
    def found(scale):
        return ((stats.norm.cdf(effect - critical * scale)
                 + stats.norm.cdf(-effect - critical * scale))
                * stats.chi.pdf(scale * math.sqrt(df), df) * math.sqrt(df))
    return integrate.quad(found, 0, 8, epsabs=1e-13, epsrel=1e-13,
                          limit=500)[0]


def in_deviations(n, level, wanted):
    """The effect that n values show with that power."""
    critical = stats.t.ppf((1 + level) / 2, n - 1)
    effect = optimize.brentq(lambda e: power(e, n - 1, critical) - wanted, 0,
                             50, xtol=1e-13)
    return effect / math.sqrt(n)


def detectable():
    return [{"pairs": n, "level": level, "power": wanted,
             "in_deviations": in_deviations(n, level, wanted)}
            for n, level, wanted in (
                (3, .95, .8), (6, .95, .8), (6, .96875, .8), (12, .95, .8),
                (12, .975, .9), (24, .975, .8), (100, .95, .5))]


def paired():
    """Whole comparisons, from times to ratios."""
    cases = []
    for n, noise, name in ((6, 0.05, "quiet"), (12, 0.1, "noisy"),
                           (5, 0.05, "too few")):
        source = random.Random(name)
        of, to = ([round(scale * math.exp(source.gauss(0, noise)), 6)
                   for _ in range(n)] for scale in (0.5, 0.8))
        d = [math.log(a / b) for a, b in zip(of, to)]
        case = signed_rank_case(name, d)
        exact = next(i for i in case["intervals"] if i["level"] == 0.95)
        low, high = stats.ttest_1samp(d, 0).confidence_interval(0.95)
        whole = {"name": name, "of": of, "to": to, "p": case["p"],
                 "ratio": math.exp(case["hodges_lehmann"]),
                 "stddev": statistics.stdev(d)}
        if not exact.get("none"):
            whole |= {"low": math.exp(exact["lower"]),
                      "high": math.exp(exact["upper"]),
                      "reached": exact["reached"],
                      "t_low": math.exp(low), "t_high": math.exp(high)}
        cases.append(whole)
    return cases


def sessions():
    cases = []
    for count in (2, 3, 5):
        d = [sample(4 + i, -0.3, f"session {count} {i}") for i in range(count)]
        means = [statistics.fmean(values) for values in d]
        test = stats.ttest_1samp(means, 0)
        low, high = test.confidence_interval(0.95)
        case = {"d": d, "ratio": math.exp(statistics.fmean(means)),
                "low": math.exp(low), "high": math.exp(high),
                "p": test.pvalue}
        if count >= MIN_SESSIONS:
            # Alone, and as one of five comparisons (Holm's first step).
            case |= {name: math.exp(statistics.stdev(means)
                                    * in_deviations(count, level, .8))
                     for name, level in (("detectable", .95),
                                         ("detectable_of_5", .99))}
        cases.append(case)
    return cases


def rank_sum_of(u, m, n):
    """Samples of m and n values without ties of which this is U."""
    ranks = list(range(1, m + 1))
    for i in reversed(range(m)):
        step = min(u, n)
        ranks[i], u = ranks[i] + step, u - step
    return ranks, sorted(set(range(1, m + n + 1)) - set(ranks))


def shift_interval(x, y, differences, level):
    k, reached = 0, None
    while (left := 1 - 2 * stats.mannwhitneyu(
            *rank_sum_of(k, len(x), len(y)), method="exact",
            alternative="less").pvalue) >= level:
        k, reached = k + 1, left
    if k == 0:
        return {"level": level, "none": True}
    return {"level": level, "lower": differences[k - 1],
            "upper": differences[-k], "reached": reached}


def tied_rank_sum(x, y):
    """Two-sided, over all ways to pick the values of x from both samples."""
    both = x + y
    ranks = stats.rankdata(both)
    seen = sum(ranks[:len(x)])
    sums = [sum(ranks[i] for i in picked)
            for picked in itertools.combinations(range(len(both)), len(x))]
    at_most = sum(s <= seen for s in sums)
    at_least = sum(s >= seen for s in sums)
    return min(1.0, 2 * min(at_most, at_least) / len(sums))


def rank_sum_case(name, x, y):
    differences = sorted(a - b for a in x for b in y)
    tied = len(set(x + y)) < len(x + y)
    test = stats.mannwhitneyu(
        x, y, method="exact" if len(x + y) <= MAX_EXACT_VALUES
        else "asymptotic")
    case = {"name": name, "x": x, "y": y, "u": test.statistic,
            "p": tied_rank_sum(x, y) if tied else test.pvalue,
            "hodges_lehmann": statistics.median(differences)}
    if len(x + y) <= 50:
        case["intervals"] = [shift_interval(x, y, differences, level)
                             for level in LEVELS]
    return case


def rank_sum():
    cases = [rank_sum_case("ties", [0.5, 1.0, 1.0, 2.0, 2.5, 3.0],
                           [0.5, 0.5, 1.0, 1.5, 1.5]),
             rank_sum_case("all the same", [0.25] * 5, [0.25] * 4)]
    for m, n in ((1, 1), (1, 40), (3, 3), (4, 4), (6, 6), (6, 12), (12, 12),
                 (12, 24), (24, 24), (50, 50), (60, 50)):
        for shift in (0.0, 0.08):
            name = f"m={m} n={n} shift={shift}"
            cases.append(rank_sum_case(name, sample(m, shift, f"x {name}"),
                                       sample(n, 0.0, f"y {name}")))
    return cases


def welch():
    cases = []
    for m, n in ((2, 2), (6, 6), (12, 24)):
        x = sample(m, 0.05, f"welch x {m}")
        y = [3 * value for value in sample(n, 0.0, f"welch y {n}")]
        test = stats.ttest_ind(x, y, equal_var=False)
        case = {"x": x, "y": y, "intervals": [],
                "mean": statistics.fmean(x) - statistics.fmean(y)}
        for level in LEVELS:
            low, high = test.confidence_interval(level)
            case["intervals"].append({"level": level, "lower": low,
                                      "upper": high})
        cases.append(case)
    return cases


def unpaired():
    """Whole comparisons of two runs, from times to ratios."""
    cases = []
    for m, n, name in ((6, 6, "quiet"), (12, 24, "noisy"), (5, 12, "too few")):
        source = random.Random("unpaired " + name)
        of, to = ([round(scale * math.exp(source.gauss(0, 0.1)), 6)
                   for _ in range(count)]
                  for scale, count in ((0.5, m), (0.8, n)))
        x, y = ([math.log(time) for time in times] for times in (of, to))
        case = rank_sum_case(name, x, y)
        exact = next(i for i in case["intervals"] if i["level"] == 0.95)
        low, high = stats.ttest_ind(
            x, y, equal_var=False).confidence_interval(0.95)
        cases.append({"name": name, "of": of, "to": to, "p": case["p"],
                      "ratio": math.exp(case["hodges_lehmann"]),
                      "low": math.exp(exact["lower"]),
                      "high": math.exp(exact["upper"]),
                      "reached": exact["reached"],
                      "t_low": math.exp(low), "t_high": math.exp(high)})
    return cases


def plain(value):
    """With Python's own numbers in it."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (str, bool, int)):
        return value
    return float(value)


def one_case_a_line(tables):
    return "{" + ",".join(
        f"\n{json.dumps(name)}: [\n" + ",\n".join(map(json.dumps, cases)) + "]"
        for name, cases in tables.items()) + "}\n"


def differences(known, computed, where=""):
    """Where the two are not the same; numbers within 1e-8, which is how well
    older versions of scipy invert the t distribution."""
    if isinstance(known, dict) and isinstance(computed, dict):
        if known.keys() != computed.keys():
            return [f"{where}: other keys"]
        return [line for key in known
                for line in differences(known[key], computed[key],
                                        f"{where}/{key}")]
    if isinstance(known, list) and isinstance(computed, list):
        if len(known) != len(computed):
            return [f"{where}: another length"]
        return [line for i, pair in enumerate(zip(known, computed))
                for line in differences(*pair, f"{where}/{i}")]
    if isinstance(known, (int, float)) and isinstance(computed, (int, float)):
        same = math.isclose(known, computed, rel_tol=1e-8, abs_tol=1e-15)
    else:
        same = known == computed
    return [] if same else [f"{where}: {known} in the file, {computed} now"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true",
                        help="compare with the file instead of writing it")
    check = parser.parse_args().check
    computed = plain({"signed_rank": signed_rank(), "student": student(),
                      "holm": holm(), "detectable": detectable(),
                      "paired": paired(), "sessions": sessions(),
                      "rank_sum": rank_sum(), "welch": welch(),
                      "unpaired": unpaired()})
    if not check:
        FILE.write_text(one_case_a_line(computed))
        return 0
    lines = differences(json.loads(FILE.read_text()), computed)
    print("\n".join(lines) or "the same")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
