"""The JSON Schema says of scheme files what the models say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mlmcheck.resources import samples_dir
from mlmcheck.scheme.model import Scheme
from mlmcheck.scheme.schema import json_schema
from mlmcheck.scheme.template import FORMS, new_scheme

from .samples import ENCODED, EXAMPLE, heading, shipped

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do for JSON Schema: days are texts, whether or not they exist."""

    yaml_implicit_resolvers = {  # noqa: RUF012  # as in the class above
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def loaded(text: str) -> Any:
    """A YAML file as JSON, whose keys are texts."""
    return json.loads(json.dumps(yaml.load(text, EditorLoader)))


def errors(text: str) -> list[str]:
    """What the schema has against a file."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(loaded(text))]


def test_it_is_a_schema() -> None:
    """The schema is one of draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMA["$schema"]


@pytest.mark.parametrize("path", [EXAMPLE, *ENCODED, *shipped()], ids=heading)
def test_samples_fit(path: Path) -> None:
    """All files that can be read fit the schema as a usual YAML reader gives them."""
    assert [] == errors(path.read_text("utf-8"))


@pytest.mark.parametrize("form", FORMS)
def test_templates_fit(form: str) -> None:
    """So do the files to start from."""
    assert [] == errors(new_scheme(form, "x", "no"))


@pytest.mark.parametrize(
    "line",
    [
        "curency: CNY",
        "entry: fee",
        "entry: [{required: no}]",
        "entry: [{amount: 5 usd}]",
        "safeguards: {payout_cap: {share: 30}}",
        "rewards: [{pays: 5%}]",
        "rewards: [{for: recruiting}]",
        "period: {from_: 2016}",
        "period: {at: 2016}",
        "currency: null",
        "observed: [{funding: {sales: 5%}}]",
    ],
)
def test_mistakes_do_not_fit(line: str) -> None:
    """What the models refuse, the schema refuses, as far as it can say it."""
    assert [] != errors(f"mlmcheck: 1\nname: x\n{line}\n")


def _properties(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, dict):
        for key, value in part.get("properties", {}).items():
            yield key, value
        for value in part.values():
            yield from _properties(value)
    elif isinstance(part, list):
        for item in part:
            yield from _properties(item)


def test_every_key_is_described() -> None:
    """Editors show a sentence for each key of the format."""
    ends = {"min", "max", "over", "under", "about"}
    flows = {"entry", "stock", "own-use", "retail", "purchase", "sale", "final"}
    plain = ends | flows | {"outside", "recruit", "time", "commission", "total"}
    bare = {
        key for key, value in _properties(SCHEMA) if "description" not in value and key not in plain
    }

    assert set() == bare


def test_keys_are_those_of_the_file() -> None:
    """Keys bear the names that files use, and our own notes are no keys."""
    keys = {key for key, _ in _properties(SCHEMA)}

    assert {"from", "for", "to"} <= keys
    assert [] == [key for key in keys if key.endswith("_") or "\0" in key or key == "at"]
    assert list(SCHEMA["properties"]) == [
        field.alias or name for name, field in Scheme.model_fields.items() if name != "at"
    ]


def test_the_file_is_fresh() -> None:
    """The schema beside the samples is the one of this version: `mlmcheck schema` prints it."""
    written = (samples_dir() / "scheme.schema.json").read_text("utf-8")

    assert written == json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"
