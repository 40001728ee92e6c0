"""What all tests share: how hypothesis looks for counterexamples."""

import os

import pytest
from hypothesis import settings

# The same cases on every run and every machine, however slow it is.
settings.register_profile("default", derandomize=True, deadline=None)
# Many more cases, and new ones each time.
settings.register_profile(
    "thorough", derandomize=False, deadline=None, max_examples=2_000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def _nobody_s_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever terminal and language the tests run under, reports are laid out alike."""
    for name in ("COLUMNS", "NO_COLOR", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
