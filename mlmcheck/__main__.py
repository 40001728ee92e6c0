"""`python -m mlmcheck` is the command `mlmcheck`."""

from mlmcheck.cli import main

if __name__ == "__main__":
    main()
