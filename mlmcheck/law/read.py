"""Rule folders read into packs: every file checked, all errors at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any as Raw
from typing import get_args

from mlmcheck.law.files import PackError, Place, Problem, line_of, load_texts
from mlmcheck.law.fits import find_misfits
from mlmcheck.law.model import (
    About,
    Cite,
    Confidence,
    Effect,
    InForce,
    Instrument,
    Not,
    Pack,
    Parameter,
    ParameterKind,
    Rule,
    Value,
    Words,
    facts_of,
)
from mlmcheck.law.syntax import (
    RuleError,
    read_condition,
    read_day,
    read_flag,
    read_in_force,
    read_interval,
    read_words,
)
from mlmcheck.text import Text

__all__ = ["NEIGHBOURS", "PackError", "Problem", "included_in", "laws_in", "line_of", "read_pack"]

NEIGHBOURS = "_neighbours"

_LAW_KEYS = ("id", "title", "covers", "language", "currency", "includes", "note", "sources")
_INSTRUMENT_KEYS = (
    "id", "title", "kind", "citation", "url", "in_force", "reviewed", "sources", "applies", "note",
    "confidence",
)  # fmt: skip
_PARAMETER_KEYS = ("unit", "currency", "kind", "title", "values", "note")
_CITE_KEYS = (
    "instrument", "case", "order", "article", "terms", "url", "source", "text_seen", "note",
    "staff", "code",
)  # fmt: skip
_RULE_KEYS = (
    "id", "law", "effect", "about", "title", "in_force", "cites", "applies", "when", "requires",
    "unless", "gate", "burden", "points", "open_terms", "says", "test_in_words", "remedies",
    "confidence", "note",
)  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one law."""

    instruments: dict[str, Instrument] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    """The laws begun: each is read once, though laws may include each other."""
    problems: list[Problem] = field(default_factory=list)
    laws: list[Mapping[str, Raw]] = field(default_factory=list)


def laws_in(folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the ids of the laws in these rule folders, those that only others include left out."""
    found = {path.parent.name for folder in folders for path in folder.glob("*/law.yaml")}
    return tuple(sorted(law for law in found if not law.startswith("_")))


def laws_beside(market: str, folders: Iterable[Path]) -> tuple[str, ...]:
    """Return the laws that cover a market beside its own, such as eu for a member state.

    Raises:
        PackError: the file that says what a law covers cannot be read.
    """
    found: set[str] = set()
    code = market.encode()
    for folder in folders:
        for path in folder.glob("*/law.yaml"):
            law = path.parent.name
            if law == market or law.startswith("_"):
                continue
            try:
                content = path.read_bytes()
            except OSError:
                content = code
            # Most of many laws do not name the market at all, and are not worth reading further.
            if code in content and market in _texts(load_texts(path).get("covers", [law])):
                found.add(law)
    return tuple(sorted(found))


def included_in(law: str, folders: Iterable[Path]) -> frozenset[str]:
    """Return the laws that a law's pack takes in, and those that these take in.

    Raises:
        PackError: the file that says what a law includes cannot be read.
    """
    every = tuple(folders)
    found: set[str] = set()
    left = [law]
    while left:
        one = left.pop()
        path = next((f / one / "law.yaml" for f in every if (f / one / "law.yaml").is_file()), None)
        if path is not None:
            more = set(_texts(load_texts(path).get("includes", []))) - found - {law}
            found |= more
            left.extend(sorted(more))
    return frozenset(found)


def read_pack(law: str, folders: Iterable[Path]) -> Pack:
    """Read the pack of one law from all the folders together.

    A folder of the user's own may add instruments to a law, hold a law of its own, or hold single
    rule files that name their law.

    Raises:
        PackError: a file cannot be read, or does not fit the others.
    """
    reading = _Reading()
    every = tuple(folders)
    _read_law(law, every, reading)
    for folder in every:
        reading.problems.extend(lost_rules(folder, every))
    if reading.problems:
        raise PackError(reading.problems)
    misfits = find_misfits(reading.instruments, reading.parameters, reading.rules)
    if misfits:
        raise PackError(misfits)
    own = reading.laws[0]
    ordered = dict(sorted(reading.rules.items()))
    pack = Pack(
        law,
        read_words(own.get("title", law), ("title",)),
        frozenset(_texts(own.get("covers", [law]))),
        dict(sorted(reading.instruments.items())),
        dict(sorted(reading.parameters.items())),
        tuple(rule for rule in ordered.values() if rule.effect != "term"),
        {id: rule for id, rule in ordered.items() if rule.effect == "term"},
        dict(sorted(reading.files.items())),
        str(own.get("language", "en")),
        str(own["currency"]) if "currency" in own else None,
        _optional(own, "note"),
        ordered,
    )
    return replace(pack, asks={rule.id: facts_of(rule, pack) for rule in pack.rules})


def _texts(raw: Raw) -> list[str]:
    return [str(text) for text in raw] if isinstance(raw, list) else [str(raw)]


def _read_law(law: str, folders: tuple[Path, ...], reading: _Reading) -> None:
    reading.read.add(law)
    homes = [folder / law for folder in folders if (folder / law).is_dir()]
    if not any((home / "law.yaml").is_file() for home in homes):
        where = homes[0] if homes else (folders[0] if folders else Path(law))
        reading.problems.append(Problem(where, 1, Text("there is no law {law} here", law=law)))
        return
    for home in homes:
        raw = _load(home / "law.yaml", home.parent, reading)
        if raw is not None:
            _refuse_keys(raw, _LAW_KEYS, home / "law.yaml", (), reading)
            _check_law(law, raw, home / "law.yaml", reading)
            reading.laws.append(raw)
        for folder in sorted(path for path in home.iterdir() if path.is_dir()):
            _read_instrument(folder, home.parent, reading)
    for folder in folders:
        _read_loose(law, folder, reading)
    _read_included(law, homes, folders, reading)


def _check_law(law: str, raw: Mapping[str, Raw], path: Path, reading: _Reading) -> None:
    """Note what a law.yaml says in a form that would be passed over."""
    if raw.get("id", law) != law:
        text = Text("the id is {id}, but the folder is {folder}", id=str(raw["id"]), folder=law)
        _fail(path, ("id",), text, reading)
    for key in ("language", "currency"):
        if key in raw and not isinstance(raw[key], str):
            _fail(path, (key,), Text("a word is meant here"), reading)
    for key in ("covers", "includes"):
        named = raw.get(key, [])
        each = named if isinstance(named, list) else [named]
        if not all(isinstance(one, str) and one.strip() for one in each):
            text = Text("a code is meant here, or a list of them, such as [us-ca, us-nv]")
            _fail(path, (key,), text, reading)
    if "title" in raw:
        try:
            read_words(raw["title"], ("title",))
        except RuleError as error:
            _fail(path, error.at, error.text, reading)


def _read_included(
    law: str, homes: list[Path], folders: tuple[Path, ...], reading: _Reading
) -> None:
    """Read the laws that a law takes in; one that is nowhere would be lost without a word."""
    if law.startswith("_"):
        return
    known = {path.parent.name for folder in folders for path in folder.glob("*/law.yaml")}
    for home in homes:
        path = home / "law.yaml"
        raw = load_texts(path) if path.is_file() and reading.laws else {}
        for other in _texts(raw.get("includes", [])):
            if other == law or other not in known:
                text = Text(
                    "there is no law {law} to include; write one of {known}",
                    law=other,
                    known=", ".join(sorted(known - {law, NEIGHBOURS})),
                )
                _fail(path, ("includes",), text, reading)
            elif other not in reading.read:
                _read_law(other, folders, reading)
    if NEIGHBOURS in known and NEIGHBOURS not in reading.read:
        _read_law(NEIGHBOURS, folders, reading)


def _load(path: Path, root: Path, reading: _Reading) -> Mapping[str, Raw] | None:
    """Read one file as text scalars; note what is wrong and return None if it cannot be used."""
    if not path.is_file():
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        text = Text("the file cannot be read: {why}", why=error.strerror or str(error))
        reading.problems.append(Problem(path, 1, text))
        return None
    reading.files[path.relative_to(root).as_posix()] = content
    try:
        return load_texts(path, content)
    except PackError as error:
        reading.problems.extend(error.problems)
        return None


def _fail(path: Path, at: Place, text: Text, reading: _Reading, code: str = "unreadable") -> None:
    reading.problems.append(Problem(path, line_of(path, at), text, code))


def _refuse_keys(
    raw: Mapping[str, Raw], known: tuple[str, ...], path: Path, at: Place, reading: _Reading
) -> None:
    for key in raw:
        if key not in known:
            _fail(
                path,
                (*at, key),
                Text(
                    "{given} is not known here; write one of {known}",
                    given=key,
                    known=", ".join(known),
                ),
                reading,
            )


def _read_instrument(folder: Path, root: Path, reading: _Reading) -> None:
    path = folder / "instrument.yaml"
    raw = _load(path, root, reading)
    if raw is None:
        if not path.is_file():
            reading.problems.append(Problem(folder, 1, Text("the folder has no instrument.yaml")))
        return
    try:
        instrument = _instrument(folder.name, raw, path, reading)
    except RuleError as error:
        _fail(path, error.at, error.text, reading, error.code)
        return
    if instrument.id in reading.instruments:
        _fail(path, ("id",), Text("{id} is there twice", id=instrument.id), reading)
    reading.instruments[instrument.id] = instrument
    _read_parameters(folder / "parameters.yaml", root, reading)
    for rule_path in sorted(folder.glob("*.yaml")):
        if rule_path.name in ("instrument.yaml", "parameters.yaml"):
            continue
        if rule_path.name.endswith(".test.yaml"):
            continue
        raw_rule = _load(rule_path, root, reading)
        if raw_rule is not None:
            _add_rule(raw_rule, instrument.id, rule_path, reading)


def _instrument(folder: str, raw: Mapping[str, Raw], path: Path, reading: _Reading) -> Instrument:
    _refuse_keys(raw, _INSTRUMENT_KEYS, path, (), reading)
    for key in ("id", "title", "in_force", "reviewed"):
        if key not in raw:
            raise RuleError(Text("{key} is missing", key=key))
    if raw["id"] != folder:
        raise RuleError(
            Text("the id is {id}, but the folder is {folder}", id=str(raw["id"]), folder=folder),
            ("id",),
        )
    return Instrument(
        str(raw["id"]),
        read_words(raw["title"], ("title",)),
        str(raw.get("kind", "statute")),
        read_in_force(raw["in_force"], ("in_force",)),
        read_day(raw["reviewed"], ("reviewed",)),
        _optional(raw, "citation"),
        _optional(raw, "url"),
        read_condition(raw["applies"], ("applies",)) if "applies" in raw else None,
        tuple(_texts(raw.get("sources", []))),
        _note(raw),
        path,
    )


def _optional(raw: Mapping[str, Raw], key: str) -> str | None:
    value = raw.get(key)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return str(value.get("en") or next(iter(value.values())))
    raise RuleError(Text("a text is meant here"), (key,))


def _note(raw: Mapping[str, Raw]) -> Words:
    return read_words(raw["note"], ("note",)) if raw.get("note") is not None else {}


def _read_parameters(path: Path, root: Path, reading: _Reading) -> None:
    raw = _load(path, root, reading)
    for name, entry in (raw or {}).items():
        try:
            parameter = _parameter(name, entry, path, reading)
        except RuleError as error:
            _fail(path, (name, *error.at), error.text, reading, error.code)
            continue
        if name in reading.parameters:
            _fail(path, (name,), Text("{id} is there twice", id=name), reading)
        reading.parameters[name] = parameter


def _parameter(name: str, raw: Raw, path: Path, reading: _Reading) -> Parameter:
    if not isinstance(raw, Mapping):
        raise RuleError(Text("keys and values are meant here"))
    _refuse_keys(raw, _PARAMETER_KEYS, path, (name,), reading)
    for key in ("unit", "kind", "values"):
        if not raw.get(key):
            raise RuleError(
                Text("a number of the law needs a {key}", key=key), code="number-without-source"
            )
    kind = _word(raw, "kind", get_args(ParameterKind))
    values: list[Value] = []
    if not isinstance(raw["values"], list) or not raw["values"]:
        raise RuleError(
            Text("values is a list of {{from: day, value: number, source: text}}"), ("values",)
        )
    for index, entry in enumerate(raw["values"]):
        at: Place = ("values", index)
        if not isinstance(entry, Mapping):
            raise RuleError(
                Text("values is a list of {{from: day, value: number, source: text}}"), at
            )
        for key in ("from", "value", "source"):
            if not entry.get(key):
                raise RuleError(
                    Text("a number of the law needs a {key}", key=key), at, "number-without-source"
                )
        values.append(
            Value(
                read_day(entry["from"], (*at, "from")),
                read_interval(entry["value"], (*at, "value")),
                str(entry["source"]),
                _value_kind(entry, at),
            )
        )
    values.sort(key=lambda value: value.first)
    return Parameter(
        name,
        str(raw["unit"]),
        _optional(raw, "currency"),
        kind,  # type: ignore[arg-type]  # checked by _word
        tuple(values),
        read_words(raw.get("title", name), ("title",)),
        _note(raw),
        path,
    )


def _value_kind(entry: Mapping[str, Raw], at: Place) -> ParameterKind | None:
    if "kind" not in entry:
        return None
    try:
        return _word(entry, "kind", get_args(ParameterKind))  # type: ignore[return-value]
    except RuleError as error:
        raise RuleError(error.text, (*at, *error.at)) from None


def _add_rule(raw: Mapping[str, Raw], instrument: str, path: Path, reading: _Reading) -> None:
    try:
        rule = _rule(raw, instrument, path, reading)
    except RuleError as error:
        _fail(path, error.at, error.text, reading, error.code)
        return
    if rule.id in reading.rules:
        _fail(path, ("id",), Text("{id} is there twice", id=rule.id), reading)
    reading.rules[rule.id] = rule


def _word(raw: Mapping[str, Raw], key: str, known: tuple[str, ...]) -> str:
    value = raw.get(key)
    if value not in known:
        raise RuleError(
            Text(
                "{given} is not known here; write one of {known}",
                given=str(value),
                known=", ".join(known),
            ),
            (key,),
        )
    return str(value)


def _rule(raw: Mapping[str, Raw], instrument: str, path: Path, reading: _Reading) -> Rule:
    _refuse_keys(raw, _RULE_KEYS, path, (), reading)
    for key in ("id", "effect"):
        if key not in raw:
            raise RuleError(Text("{key} is missing", key=key))
    rule_id = str(raw["id"])
    if path.stem != rule_id:
        raise RuleError(
            Text("the id is {id}, but the file is {file}", id=rule_id, file=path.name), ("id",)
        )
    effect = _word(raw, "effect", get_args(Effect))
    if "about" not in raw and effect != "term":
        known = ", ".join(get_args(About))
        raise RuleError(
            Text("about is missing; write one of {known}", known=known), code="about-missing"
        )
    about = _word(raw, "about", get_args(About)) if "about" in raw else "pyramid"
    asked = "requires" if effect == "duty" else "when"
    if asked not in raw:
        raise RuleError(Text("{key} is missing", key=asked))
    condition = read_condition(raw[asked], (asked,))
    own = reading.instruments.get(instrument)
    if "in_force" in raw:
        force = read_in_force(raw["in_force"], ("in_force",))
    elif own is not None:
        force = own.in_force
    else:
        raise RuleError(Text("{key} is missing", key="in_force"))
    return Rule(
        rule_id,
        instrument,
        effect,  # type: ignore[arg-type]  # checked by _word
        about,  # type: ignore[arg-type]
        read_words(raw.get("title", rule_id), ("title",)),
        force,
        tuple(_cite(cite, i, path, reading) for i, cite in enumerate(_list(raw, "cites"))),
        Not(condition) if effect == "duty" else condition,
        read_condition(raw["applies"], ("applies",)) if "applies" in raw else None,
        tuple(_texts(raw.get("unless", []))),
        read_flag(raw.get("gate", "false"), ("gate",)),
        raw.get("burden") == "operator",
        raw.get("points") == "for",
        tuple(
            read_words(term, ("open_terms", i)) for i, term in enumerate(_list(raw, "open_terms"))
        ),
        read_words(raw["says"], ("says",)) if "says" in raw else {},
        read_words(raw["test_in_words"], ("test_in_words",)) if "test_in_words" in raw else {},
        tuple(_texts(raw.get("remedies", []))),
        _word(raw, "confidence", get_args(Confidence)) if "confidence" in raw else "high",  # type: ignore[arg-type]
        _note(raw),
        path,
    )


def _list(raw: Mapping[str, Raw], key: str) -> list[Raw]:
    value = raw.get(key, [])
    return value if isinstance(value, list) else [value]


def _cite(raw: Raw, index: int, path: Path, reading: _Reading) -> Cite:
    if isinstance(raw, str):
        return Cite(source=raw)
    if not isinstance(raw, Mapping):
        raise RuleError(Text("a citation names an instrument, case or order"), ("cites", index))
    _refuse_keys(raw, _CITE_KEYS, path, ("cites", index), reading)
    return Cite(
        _optional(raw, "instrument"),
        _optional(raw, "case"),
        _optional(raw, "order") or _optional(raw, "staff") or _optional(raw, "code"),
        _optional(raw, "article"),
        tuple(_texts(raw.get("terms", []))),
        _optional(raw, "url"),
        _optional(raw, "source") or _optional(raw, "note"),
        read_flag(raw.get("text_seen", "true"), ("cites", index, "text_seen")),
    )


def loose_files(folder: Path) -> tuple[Path, ...]:
    """Return the files in a rule folder itself that may be rules, in a stable order."""
    return tuple(
        path
        for path in sorted(folder.glob("*.yaml"))
        if not path.name.startswith("_") and not path.name.endswith(".test.yaml")
    )


def lost_rules(folder: Path, folders: Iterable[Path]) -> tuple[Problem, ...]:
    """Return why rules in the folder itself would be asked by no law of these folders."""
    paths = loose_files(folder)
    if not paths:
        return ()
    known = {path.parent.name for each in folders for path in each.glob("*/law.yaml")}
    problems: list[Problem] = []
    for path in paths:
        try:
            raw = load_texts(path)
        except PackError as error:
            problems.extend(error.problems)
            continue
        if "effect" in raw and str(raw.get("law")) not in known:
            text = Text(
                "the rule lies in no instrument's folder and names no law that is known; write "
                "law: and one of {known}",
                known=", ".join(sorted(law for law in known if not law.startswith("_"))),
            )
            problems.append(Problem(path, line_of(path, ("law",)), text))
    return tuple(problems)


def _read_loose(law: str, folder: Path, reading: _Reading) -> None:
    """Read single rule files that lie in a folder itself and name their law.

    Their instrument is the folder, in force as long as one of them is.
    """
    house = f"house-{folder.resolve().name}"
    for path in loose_files(folder):
        raw = _load(path, folder, reading)
        if raw is None or raw.get("law") != law:
            reading.files.pop(path.name, None)
            continue
        # A rule that says no day of its own holds on every day.
        reading.instruments.setdefault(house, _house(house, folder, InForce(date.min)))
        _add_rule(raw, house, path, reading)
    rules = [rule.in_force for rule in reading.rules.values() if rule.instrument == house]
    if rules:
        lasting = [span.last for span in rules if span.last is not None]
        last = max(lasting) if len(lasting) == len(rules) else None
        span = InForce(min(span.first for span in rules), last)
        reading.instruments[house] = _house(house, folder, span)


def _house(id: str, folder: Path, span: InForce) -> Instrument:
    """Return a folder of one's own as an instrument, its text known since its first day."""
    reviewed = date.max if span.first == date.min else span.first
    return Instrument(id, {"en": folder.resolve().name}, "self-regulation", span, reviewed)
