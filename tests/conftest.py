"""What all tests share: how hypothesis looks for counterexamples."""

import os

from hypothesis import settings

# The same cases on every run and every machine, however slow it is.
settings.register_profile("default", derandomize=True, deadline=None)
# Many more cases, and new ones each time.
settings.register_profile(
    "thorough", derandomize=False, deadline=None, max_examples=2_000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
