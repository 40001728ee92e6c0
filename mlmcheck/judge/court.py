"""The rules in use: which laws there are, and what each asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from mlmcheck.law.model import Pack
from mlmcheck.law.read import included_in, laws_beside, laws_in, read_pack
from mlmcheck.score import Weights, read_weights
from mlmcheck.text import Text


class NoLaw(Exception):
    """A law was asked for that no pack holds."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(str(text))


@dataclass
class Court:
    """The rule folders in use; laws, packs and weights are read once, when first asked for."""

    folders: tuple[Path, ...]
    today: date
    data_dir: Path | None = None
    _packs: dict[str, Pack] = field(default_factory=dict)
    _changes: dict[str, tuple[date, ...]] = field(default_factory=dict)
    _of_market: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """The ids of all laws there are packs for."""
        return laws_in(self.folders)

    def pack(self, law: str) -> Pack:
        """Return the pack of a law.

        Raises:
            NoLaw: there is none.
            PackError: its files cannot be used.
        """
        found = self._packs.get(law)
        if found is None:
            if law not in self.laws:
                raise NoLaw(
                    Text(
                        "there is no law {law}; there are {known}",
                        law=law,
                        known=", ".join(self.laws),
                    )
                )
            found = self._packs[law] = read_pack(law, self.folders)
        return found

    def changes(self, law: str) -> tuple[date, ...]:
        """Return the days on which a law changed, earliest first."""
        found = self._changes.get(law)
        if found is None:
            found = self._changes[law] = self.pack(law).changes()
        return found

    def laws_of(self, market: str) -> tuple[str, ...]:
        """Return the laws that a market stands under, as far as there are packs for them.

        What the market's own law includes is heard in it and not again by itself. A part of a
        country without a law of its own, us-ny, stands under the country's.
        """
        found = self._of_market.get(market)
        if found is None:
            wider = laws_beside(market, self.folders)
            if market in self.laws:
                inside = included_in(market, self.folders) if wider else frozenset()
                found = (market, *(law for law in wider if law not in inside))
            else:
                country = market.partition("-")[0]
                own = (country,) if country != market and country in self.laws else ()
                found = own + tuple(law for law in wider if law not in own)
            self._of_market[market] = found
        return found

    @cached_property
    def weights(self) -> Weights:
        """The weights of the score, from the last folder that has them."""
        for folder in reversed(self.folders):
            if (folder / "_score.yaml").is_file():
                return read_weights(folder / "_score.yaml")
        raise NoLaw(Text("no rule folder has _score.yaml"))
