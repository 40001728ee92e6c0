"""The frame of the project: what is installed where, what make says, what each run starts with."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import settings

import mlmcheck
from mlmcheck import resources

ROOT = Path(__file__).resolve().parent.parent
DATA = ("rules", "sample_schemes")

# Run without the site-packages of the tests, so that only the installation named is seen.
FIND = """
import site, sys
site.addsitedir(sys.argv[1])
import mlmcheck
from mlmcheck import resources
print(mlmcheck.__version__, resources.rules_dir(), resources.samples_dir(), sep="\\n")
"""


def build(target: str, source: Path, folder: Path) -> Path:
    """Build a wheel or sdist of `source` without a network and return it."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = folder.iterdir()
    return built


def installed(wheel: Path, site: Path, elsewhere: Path) -> list[str]:
    """Unpack a wheel and return version, rules and samples as a program in `elsewhere` finds them.

    That is what an installer does with a wheel, but for the scripts.
    """
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    elsewhere.mkdir()
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", FIND, str(site)],
        cwd=elsewhere,
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.splitlines()


def data_files(folder: Path) -> dict[str, bytes]:
    """The rule packs and samples under a folder, by their path in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in DATA
        for path in (folder / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked source distribution."""
    archive = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as tar:
        if hasattr(tarfile, "data_filter"):
            tar.extractall(folder, filter="data")
        else:  # Python 3.11 before 3.11.4
            tar.extractall(folder)
    (source,) = folder.iterdir()
    return source


def test_checkout_finds_its_own_folders() -> None:
    """In a checkout the rules and samples are those at its top, where people edit them."""
    assert (ROOT / "rules", ROOT / "sample_schemes") == (
        resources.rules_dir(),
        resources.samples_dir(),
    )


def test_folders_of_other_packages_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged installation says so, and takes no `rules` of another package beside it."""
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "mlmcheck")

    with pytest.raises(FileNotFoundError, match=r"folder rules is missing .* install"):
        resources.rules_dir()


@pytest.mark.xdist_group("build")
def test_wheel_carries_rules_and_samples(wheel: Path, tmp_path: Path) -> None:
    """An installed wheel finds, from any folder, the same rules and samples as the checkout has."""
    site = tmp_path / "site"
    data = site / "mlmcheck" / "_data"

    found = installed(wheel, site, tmp_path / "elsewhere")

    assert [mlmcheck.__version__, str(data / "rules"), str(data / "sample_schemes")] == found
    assert data_files(ROOT) == data_files(data)


@pytest.mark.xdist_group("build")
def test_wheel_carries_code_types_and_catalogues(wheel: Path) -> None:
    """Every module, the typing marker and every catalogue are in the wheel, and nothing else."""
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mlmcheck").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {
            name
            for name in archive.namelist()
            if not name.startswith("mlmcheck/_data/") and ".dist-info/" not in name
        }

    assert expected == names


@pytest.mark.xdist_group("build")
def test_wheel_says_version_and_command(wheel: Path) -> None:
    """The version, stated once in the package, is the wheel's; the command is mlmcheck."""
    with zipfile.ZipFile(wheel) as archive:
        info = f"mlmcheck-{mlmcheck.__version__}.dist-info"
        metadata = archive.read(f"{info}/METADATA").decode("utf-8")
        scripts = archive.read(f"{info}/entry_points.txt").decode("utf-8")

    assert f"\nVersion: {mlmcheck.__version__}\n" in metadata
    assert "[console_scripts]\nmlmcheck = mlmcheck.__main__:run\n" == scripts


@pytest.mark.xdist_group("build")
def test_source_distribution_builds_the_same_wheel(
    wheel: Path, sdist: Path, tmp_path: Path
) -> None:
    """A wheel made from the source distribution holds the same bytes as one from the checkout."""
    again = build("wheel", sdist, tmp_path)

    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


@pytest.mark.xdist_group("build")
def test_editable_installation_reads_the_checkout(tmp_path: Path) -> None:
    """An editable installation finds the rules and samples that are edited, not copies of them."""
    editable = build("wheel:editable", ROOT, tmp_path / "built")

    assert [
        mlmcheck.__version__,
        str(ROOT / "rules"),
        str(ROOT / "sample_schemes"),
    ] == installed(editable, tmp_path / "site", tmp_path / "elsewhere")


def test_tests_are_the_same_on_every_run() -> None:
    """Unless another profile is asked for, hypothesis tries the same cases and minds no clock."""
    default = settings.get_profile("default")

    assert (True, None) == (default.derandomize, default.deadline)
    assert not settings.get_profile("thorough").derandomize


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder, in English and free of what an outer make passed on."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES", "PYTHON", "ARGS", "WORKERS"}
    environment = {key: value for key, value in os.environ.items() if key not in outer}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A fresh checkout's frame, in a folder with spaces in its name."""
    folder = tmp_path / "a path with spaces"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def fake_python(folder: Path, version: tuple[int, int, int], *missing: str) -> None:
    """Put a ./python into a folder that takes itself for that version and misses those modules."""
    short = f"{version[0]}.{version[1]}"
    pretend = (
        f"import sys; sys.version_info = {version}; sys.version = '{short} (fake)'; "
        f"sys.modules.update(dict.fromkeys({list(missing)})); exec(sys.argv[1])"
    )
    program = folder / "python"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{pretend}" "$2"\n', "utf-8")
    program.chmod(0o755)


@needs_make
def test_make_lists_every_target() -> None:
    """`make` alone names each target with one line on what it does."""
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert phony

    listed = re.findall(r"^  make ([a-z]+) +\S.*$", make(ROOT).stdout, re.MULTILINE)

    assert phony[1].split() == listed


@needs_make
def test_demo_judges_samples_that_are_there() -> None:
    """Each scheme that `make demo` names is in the checkout."""
    named = re.findall(r"sample_schemes/\S+\.yaml", make(ROOT, "--dry-run", "demo").stdout)

    assert named
    assert [] == [name for name in named if not (ROOT / name).is_file()]


@needs_make
def test_make_says_that_python_is_missing(bare: Path) -> None:
    """Where the Python named is not there, make says what to install or to name."""
    run = make(bare, "test", "PYTHON=./python")

    assert run.returncode != 0
    assert (
        "./python does not run. Install Python 3.11 or newer, "
        "or name one: make test PYTHON=python3.12\n"
    ) == run.stdout


@needs_make
def test_make_says_that_python_is_too_old(bare: Path) -> None:
    """With a Python before 3.11 make stops before it makes anything, and names both versions."""
    fake_python(bare, (3, 10, 14))

    run = make(bare, "test", "PYTHON=./python")

    assert run.returncode != 0
    assert (
        "mlmcheck needs Python 3.11 or newer, and ./python is 3.10. "
        "Name another: make test PYTHON=python3.12\n"
    ) == run.stdout
    assert not (bare / ".venv").exists()


@needs_make
def test_make_says_that_venv_is_missing(bare: Path) -> None:
    """With a Python that makes no environments, as Debian's alone, make says what to install."""
    fake_python(bare, (3, 11, 0), "ensurepip")

    run = make(bare, "demo", "PYTHON=./python")

    assert run.returncode != 0
    assert run.stdout.startswith("./python cannot make virtual environments")
    assert run.stdout.endswith("apt-get install python3-venv\n")
    assert not (bare / ".venv").exists()


@needs_make
def test_make_installs_once(bare: Path) -> None:
    """Nothing is installed again unless pyproject.toml changed; tests need more than the demo."""
    for stamp in ("installed-to-run", "installed-to-develop"):
        path = bare / ".venv" / f".{stamp}"
        path.parent.mkdir(exist_ok=True)
        path.touch()

    def installs(target: str) -> bool:
        return "pip" in make(bare, "--dry-run", target).stdout

    assert (False, False) == (installs("demo"), installs("test"))

    (bare / ".venv" / ".installed-to-develop").unlink()
    assert (False, True) == (installs("demo"), installs("test"))

    os.utime(bare / "pyproject.toml", (2**31, 2**31))
    assert (True, True) == (installs("demo"), installs("test"))


@needs_make
def test_lint_runs_every_check_and_fails_at_the_end(bare: Path) -> None:
    """One check that finds something hides none of the others; `make lint` names those at last."""
    tools = bare / ".venv" / "bin"
    tools.mkdir(parents=True)
    (bare / ".venv" / ".installed-to-develop").touch()
    os.utime(bare / ".venv" / ".installed-to-develop", (2**31, 2**31))
    for name in ("python", "lint-imports"):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\necho "ran {name} $*"\ntest "$2$3" != "$BAD"\n', "utf-8")
        tool.chmod(0o755)

    def lint(bad: str) -> tuple[bool, list[str], str]:
        run = make(bare, "lint", f"BAD={bad}")
        ran = re.findall(r"^ran (?:python -m )?(\S+(?: check| format)?)", run.stdout, re.MULTILINE)
        return run.returncode == 0, ran, run.stdout.splitlines()[-1]

    checks = ["ruff check", "ruff format", "mypy", "lint-imports", "yamllint", "mlmcheck"]
    assert (True, checks) == lint("nothing")[:2]
    assert (False, checks) == lint("mypy")[:2]
    assert "make lint: to mend: types" == lint("mypy")[2]


def test_ci_stops_at_the_first_failure(tmp_path: Path) -> None:
    """`bash .ci/run` runs the tests, then the checks, and fails as soon as one of them does."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    targets = "test:\n\t@echo ran $@\nlint:\n\t@echo ran $@; exit $(BAD)\n"
    (tmp_path / "Makefile").write_text(targets, "utf-8")

    def ci(bad: str) -> tuple[bool, list[str]]:
        run = subprocess.run(
            ["bash", tmp_path / ".ci" / "run"],
            env={"PATH": os.environ["PATH"], "BAD": bad},
            check=False,
            capture_output=True,
            text=True,
        )
        said = [line for line in run.stdout.splitlines() if line and not line.startswith("make")]
        return run.returncode == 0, said

    steps = ["== make test", "ran test", "== make lint", "ran lint"]
    assert (True, [*steps, "== all passed"]) == ci("0")
    assert (False, steps) == ci("1")
