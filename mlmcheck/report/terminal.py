"""The report a person reads on a terminal: a page for one file, a few lines each for several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from mlmcheck.judge import Judgement
from mlmcheck.report import counts
from mlmcheck.report.language import Speaker
from mlmcheck.report.layout import Page, page_width, put
from mlmcheck.scheme.errors import Problem


def render(
    judgements: Sequence[Judgement],
    problems: Sequence[Problem],
    speaker: Speaker,
    file: IO[str],
    width: int | None = None,
) -> None:
    """Print what was found: the whole reasoning for one file, the deciding clause for several.

    `width` is in columns; None takes that of the terminal. Colour is used on a terminal only.
    """
    page = Page(page_width(file, width))
    if problems:
        from mlmcheck.report import problems_page

        problems_page.show(page, problems, speaker)
    if len(judgements) == 1 and not problems:
        from mlmcheck.report import scheme_page

        scheme_page.show(page, judgements[0], speaker)
    else:
        from mlmcheck.report import compact

        for judgement in judgements:
            compact.show(page, judgement, speaker)
    counts.show(page, judgements, problems, speaker)
    put(page, file)
