"""What must fit together between the parts of a scheme file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from mlmcheck.facts import Path
from mlmcheck.interval import INFINITY
from mlmcheck.scheme.codes import CURRENCIES, MARKETS, MEANT_CURRENCY, MEANT_MARKET
from mlmcheck.scheme.fields import RESERVED_RANKS, Name, Pays
from mlmcheck.scheme.figures import misfits
from mlmcheck.scheme.likely import likely_name
from mlmcheck.scheme.marks import Fault, Marks
from mlmcheck.scheme.model import Rank, Reward, Scheme
from mlmcheck.scheme.plan import closed_sections, decides
from mlmcheck.scheme.quantity import NUMBER, Money, Stated, listed, shown
from mlmcheck.scheme.survey import Survey
from mlmcheck.text import Text

_LEVEL = re.compile(r"0|[1-9][0-9]*")
_FROM = re.compile(NUMBER)
_PART = re.compile(r"([a-z]{2})-[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class _Clash:
    """Something that does not fit, at a value."""

    text: Text
    path: Path


@dataclass(frozen=True, slots=True)
class _Odd(_Clash):
    """Something that does not fit, at the key that the path ends with."""


def check(
    scheme: Scheme, found: Survey, marks: Marks, left_out: frozenset[Path] = frozenset()
) -> list[Fault]:
    """Return what does not fit together.

    `left_out` are parts of the file that could not be read: nothing is said that these may explain.
    """
    return [
        Fault(
            clash.text,
            marks.key(clash.path) if isinstance(clash, _Odd) else marks.value(clash.path),
            clash.path,
        )
        for rule in _RULES
        for clash in rule(scheme, found, left_out)
    ]


def _currency(scheme: Scheme, found: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """Every bare amount has a currency, and every currency there is."""
    if scheme.currency is not None:
        yield from _known_currency(scheme.currency, ("currency",))
    for path, money in found.money:
        if money.currency is not None:
            yield from _known_currency(money.currency, path)
    if scheme.currency is not None or ("currency",) in left_out:
        return
    amounts = {path: money for path, money in found.money if money.currency is None}
    shares = [path for path, money in amounts.items() if _may_be_share(path, money)]
    for path in shares:
        percent = float(amounts.pop(path).range.lo * 100)
        yield _Clash(
            Text(
                "this is an amount of money in no currency; write {share} if a share is meant",
                share=f"{percent:g}%",
            ),
            path,
        )
    bare = [*amounts, *found.volumes]
    if len(bare) == 1:
        yield _Clash(
            Text("this amount has no currency; write for example currency: CNY at the top"), bare[0]
        )
    elif bare:
        yield _Clash(
            Text(
                "this amount and {count} more have no currency; write for example currency: CNY at "
                "the top",
                count=len(bare) - 1,
            ),
            bare[0],
        )


def _may_be_share(path: Path, money: Money) -> bool:
    """Whether somebody may have written 0.2 for 20 % of what a reward is paid on."""
    return (
        path[0] == "rewards"
        and "pays" in path
        and money.range.is_point
        and (0 < money.range.lo < 1)
    )


def _known_currency(code: str, path: Path) -> Iterator[_Clash]:
    if code in CURRENCIES:
        return
    meant = MEANT_CURRENCY.get(code)
    if meant is None:
        yield _Clash(Text('"{given}" is no currency code of ISO 4217', given=shown(code)), path)
    else:
        yield _Clash(
            Text(
                '"{given}" is no currency code of ISO 4217; is {meant} meant?',
                given=shown(code),
                meant=shown(meant),
            ),
            path,
        )


def _markets(scheme: Scheme, _: Survey, __: frozenset[Path]) -> Iterator[_Clash]:
    """Every market is a country, a part of one, or the European Union."""
    for index, market in enumerate(scheme.market or ()):
        yield from _known_market(market, ("market", index))
    if scheme.operator is not None and isinstance(scheme.operator.authorised, tuple):
        for licence in scheme.operator.authorised:
            if licence.market is not None:
                yield from _known_market(licence.market, (*licence.at, "market"))


def _known_market(code: str, path: Path) -> Iterator[_Clash]:
    part = _PART.fullmatch(code)
    # The Union has members, which are markets of their own, and no parts.
    if code in MARKETS or (part is not None and part[1] in MARKETS - {"eu"}):
        return
    lower = code.lower().replace("_", "-")
    whole = _PART.fullmatch(lower)
    meant = lower if lower in MARKETS else MEANT_MARKET.get(lower.replace(" ", ""))
    if whole is not None and whole[1] == "eu":
        meant = lower.partition("-")[2]
        meant = meant if meant in MARKETS else None
    elif whole is not None and whole[1] in MARKETS:
        meant = lower
    if meant is None:
        yield _Clash(
            Text(
                '"{given}" is no market; write the two letters of a country, eu, or a part of a '
                "country as us-ca",
                given=shown(code),
            ),
            path,
        )
    else:
        yield _Clash(
            Text('"{given}" is no market; write {meant}', given=shown(code), meant=shown(meant)),
            path,
        )


def _sources(scheme: Scheme, found: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """Every source that is named is there."""
    if _touched("sources", 2, left_out):
        return
    known = scheme.sources or {}
    for path, given in found.sources:
        if given in known:
            continue
        meant = likely_name(given, known)
        if meant is not None:
            text = Text(
                'no source is called "{given}"; is {meant} meant?',
                given=shown(given),
                meant=shown(meant),
            )
        elif known:
            text = Text(
                'no source is called "{given}"; sources has {known}',
                given=shown(given),
                known=listed(known),
            )
        else:
            text = Text(
                'no source is called "{given}"; add sources: {example}',
                given=shown(given),
                example=f"{{{given}: {{title: …, weight: finding}}}}",
            )
        yield _Clash(text, path)


def _replaced(scheme: Scheme, _: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """Every reward that another stands in for is there."""
    if _touched("rewards", 3, left_out):
        return
    rewards = _rewards(scheme)
    names = [text for reward in rewards for text in _texts(reward.name)]
    for reward in rewards:
        given = reward.replaces
        if given is None:
            continue
        path = (*reward.at, "replaces")
        own = _texts(reward.name)
        if given in own and names.count(given) == own.count(given):
            yield _Clash(
                Text(
                    'the reward "{given}" replaces itself; name the one it stands in for',
                    given=shown(given),
                ),
                path,
            )
        elif given not in names:
            meant = likely_name(given, names)
            if meant is not None:
                text = Text(
                    'no reward is called "{given}"; is {meant} meant?',
                    given=shown(given),
                    meant=shown(meant),
                )
            else:
                text = Text(
                    'no reward is called "{given}"; write the name of the reward it stands in for',
                    given=shown(given),
                )
            yield _Clash(text, path)


def _ranks(scheme: Scheme, found: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """No rank has a name that means something else, and where all are listed none is missing."""
    listed = scheme.ranks if isinstance(scheme.ranks, tuple) else ()
    for rank in listed:
        for text in _texts(rank.name):
            if text in RESERVED_RANKS:
                yield _Clash(_reserved(text), (*rank.at, "name"))
    yield from _twins(listed)
    used: list[_Clash] = [_Clash(_reserved(name), path) for path, name in found.ranks]
    used += [_Odd(_reserved(name), path) for path, name in found.keyed]
    names = [name for _, name in found.ranks + found.keyed]
    known = [text for rank in listed for text in _texts(rank.name)]
    complete = isinstance(scheme.ranks, Stated) or (
        bool(listed) and "ranks" in closed_sections(scheme)
    )
    complete = complete and not _touched("ranks", 3, left_out)
    for name, clash in zip(names, used, strict=True):
        if name in RESERVED_RANKS:
            yield clash
        elif complete and name not in known:
            yield type(clash)(_no_rank(name, known), clash.path)
    for block in scheme.observed or ():
        for name, _ in block.by_rank or ():
            if name in RESERVED_RANKS:
                yield _Odd(_reserved(name), (*block.at, "by_rank", name))


def _reserved(name: str) -> Text:
    return Text(
        '"{given}" cannot be the name of a rank: it has a meaning of its own here',
        given=shown(name),
    )


def _twins(ranks: tuple[Rank, ...]) -> Iterator[_Clash]:
    """No two ranks of one day bear one name: of which of them it speaks nobody would know."""
    for index, rank in enumerate(ranks):
        for before in ranks[:index]:
            shared = sorted({*_texts(rank.name)} & {*_texts(before.name)})
            if shared and not (_ends_before(rank, before) or _ends_before(before, rank)):
                text = Text(
                    'another rank is called "{given}" on the same days; give each a name of its '
                    "own, or say with from and to when each holds",
                    given=shown(shared[0]),
                )
                yield _Clash(text, (*rank.at, "name"))
                break


def _ends_before(one: Rank, other: Rank) -> bool:
    return one.to is not None and other.from_ is not None and one.to.last < other.from_.first


def _no_rank(given: str, known: list[str]) -> Text:
    meant = likely_name(given, known)
    if meant is not None:
        return Text(
            'no rank is called "{given}"; is {meant} meant?', given=shown(given), meant=shown(meant)
        )
    if not known:
        return Text(
            'ranks: none says that there are no ranks, yet "{given}" is one; list it there',
            given=shown(given),
        )
    return Text(
        'no rank is called "{given}"; ranks has {known}, and is taken to list all there are',
        given=shown(given),
        known=listed(known),
    )


def _steps(scheme: Scheme, _: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """The keys of `pays` are what `by` says they are, and `levels` does not say it again."""
    for reward in _rewards(scheme):
        if not isinstance(reward.pays, Pays) or (*reward.at, "by") in left_out:
            continue
        keys = [key for key, _ in reward.pays.steps if key is not None]
        kind = reward.key_kind
        if not keys:
            if kind != "level" and reward.pays.steps[0][1].range.is_point:
                yield _Clash(_one_rate(kind, scheme), (*reward.at, "by"))
        elif kind == "level":
            yield from _levels(reward, keys)
        elif kind != "rank":
            yield from _thresholds(reward, kind, keys)


def _one_rate(kind: str, scheme: Scheme) -> Text:
    """Say what to write where the keys that `by` speaks of are not there."""
    from mlmcheck.scheme.write import scalar

    ranks = scheme.ranks if isinstance(scheme.ranks, tuple) else ()
    named = next((_texts(each.name)[0] for each in ranks), "director")
    rates = f"{{{scalar(shown(named))}: 5%}}" if kind == "rank" else "{0: 5%, 7500: 8%}"
    return Text(
        "one rate is written in pays, and by: {kind} asks for several, such as {rates}; if it is "
        "the same for all, delete by",
        kind=kind,
        rates=rates,
    )


def _levels(reward: Reward, keys: list[str]) -> Iterator[_Clash]:
    for key in keys:
        if _LEVEL.fullmatch(key) is None:
            yield _Odd(
                Text(
                    '"{given}" is no level; levels are whole numbers, each with its rate. If the '
                    "keys are ranks, write by: rank",
                    given=shown(key),
                ),
                (*reward.at, "pays", key),
            )
    if reward.levels is not None:
        yield _Odd(
            Text("pays names the levels already; delete levels, or write one rate for all of them"),
            (*reward.at, "levels"),
        )


def _thresholds(reward: Reward, kind: str, keys: list[str]) -> Iterator[_Clash]:
    seen: set[Fraction] = set()
    for key in keys:
        path = (*reward.at, "pays", key)
        if _FROM.fullmatch(key) is None:
            text = Text(
                '"{given}" is no number; by: {kind} asks for numbers from which a rate is paid, '
                "such as {example}",
                given=shown(key),
                kind=kind,
                example="{0: 3%, 7500: 25%}",
            )
            yield _Odd(text, path)
        elif Fraction(key) in seen:
            yield _Odd(Text('"{given}" is written twice; keep one', given=shown(key)), path)
        else:
            seen.add(Fraction(key))


def _no_levels(scheme: Scheme, _: Survey, __: frozenset[Path]) -> Iterator[_Clash]:
    """A reward is paid on some level."""
    for reward in _rewards(scheme):
        if reward.levels is not None and reward.levels.range.hi == 0:
            yield _Clash(
                Text(
                    "levels: 0 pays nobody; write {payer} for the payer himself, or pays: none",
                    payer="pays: {0: …}",
                ),
                (*reward.at, "levels"),
            )


def _periods(_: Scheme, found: Survey, __: frozenset[Path]) -> Iterator[_Clash]:
    """Nothing ends before it begins."""
    for path, start, end in found.periods:
        if start.first > end.last:
            yield _Clash(
                Text("it ends on {end}, before it begins on {start}", end=end, start=start), path
            )


def _compensated(scheme: Scheme, _: Survey, __: frozenset[Path]) -> Iterator[_Clash]:
    """No reward surely pays more levels than are paid over all rewards.

    `levels: all` says that the network's depth is the only limit, not how many levels there are.
    """
    if scheme.compensated_levels is None or scheme.compensated_levels.range.hi == INFINITY:
        return
    most = scheme.compensated_levels.range.hi
    for reward in _rewards(scheme):
        dated = reward.from_ is not None or reward.to is not None
        if dated or not decides(scheme, reward.source):
            continue
        paid: list[tuple[Fraction | float, Path]] = []
        if reward.levels is not None and not isinstance(reward.pays, Stated):
            paid.append((reward.levels.range.lo, ("levels",)))
        if isinstance(reward.pays, Pays) and reward.key_kind == "level":
            paid += [
                (Fraction(key), ("pays", key))
                for key, rate in reward.pays.steps
                if key is not None and _LEVEL.fullmatch(key) and rate.range.lo > 0
            ]
        for level, path in paid:
            if most < level != INFINITY:
                yield _Odd(
                    Text(
                        "level {level} is paid here, and compensated_levels says that no more than "
                        "{most} are; correct one of them",
                        level=level,
                        most=most,
                    ),
                    (*reward.at, *path),
                )
                break


def _complete(scheme: Scheme, _: Survey, left_out: frozenset[Path]) -> Iterator[_Clash]:
    """A list that is all there is, is there."""
    for index, section in enumerate(scheme.complete or ()):
        if getattr(scheme, section) is None and not _touched(section, 1, left_out):
            yield _Clash(
                Text(
                    "{section} is said to be complete and is not in the file; write "
                    "{section}: none if there is none",
                    section=section,
                ),
                ("complete", index),
            )


def _figures(scheme: Scheme, _: Survey, __: frozenset[Path]) -> Iterator[_Clash]:
    """Figures come to no more than the whole, and nobody finds nothing."""
    for text, path in misfits(scheme):
        yield _Clash(text, path)


def _rewards(scheme: Scheme) -> tuple[Reward, ...]:
    return scheme.rewards if isinstance(scheme.rewards, tuple) else ()


def _texts(name: Name | None) -> list[str]:
    return [text for _, text in name.texts] if name is not None else []


def _touched(section: str, depth: int, left_out: frozenset[Path]) -> bool:
    """Whether a part of a section is left out, down to a depth."""
    return any(path[:1] == (section,) and len(path) <= depth for path in left_out)


_RULES: tuple[Callable[[Scheme, Survey, frozenset[Path]], Iterable[_Clash]], ...] = (
    _currency,
    _markets,
    _sources,
    _replaced,
    _ranks,
    _steps,
    _no_levels,
    _periods,
    _compensated,
    _complete,
    _figures,
)
