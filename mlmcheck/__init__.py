"""mlmcheck says whether a distribution scheme is legal, review or pyramid-like, and why."""

__version__ = "0.1.0"
