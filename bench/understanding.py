"""Understanding: milliseconds of processor for one message of the corpus (one process, warm)."""

from bench.report import Row
from bench.stand import Stand

REPEATS = 5


def run(stand: Stand, seconds: float) -> list[Row]:
    from bot.understanding.grading import LOCALES, corpus, graded_corpus, summed  # noqa: PLC0415

    graded_corpus()
    rows: list[Row] = []
    for language in LOCALES:
        phrases = [phrase for phrase in corpus() if phrase.language == language]
        grades = summed(one for _ in range(REPEATS) for one in graded_corpus(phrases))
        rows.append(
            {
                "language": language,
                "messages": grades.phrases,
                "p50 ms": grades.percentile_ms(0.5),
                "p95 ms": grades.percentile_ms(0.95),
                "slowest ms": max(grades.ms),
            }
        )
    return rows
