"""Where the rule packs and the sample schemes that come with mlmcheck lie on this machine."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def rules_dir() -> Path:
    """Return the folder of the rule packs that come with mlmcheck, one subfolder a law.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    return _find("rules")


def samples_dir() -> Path:
    """Return the folder of the sample schemes that come with mlmcheck.

    Raises:
        FileNotFoundError: the installation is damaged.
    """
    return _find("sample_schemes")


def _find(name: str) -> Path:
    installed = _PACKAGE / "_data" / name
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent
    # Beside an installed package lie other people's packages: one may be called "rules".
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise FileNotFoundError(
        f"mlmcheck's own folder {name} is missing from {installed.parent}: install mlmcheck again"
    )
