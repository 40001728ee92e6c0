"""The tables that a scheme names, read and summed up, with the digest of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from mlmcheck.judge.court import Court
from mlmcheck.scheme.plan import deciding_network
from mlmcheck.scheme.quantity import Wrong
from mlmcheck.scheme.read import Document, resolve_file

if TYPE_CHECKING:
    from mlmcheck.network.summary import Summary


def read_network(
    document: Document, court: Court, as_of: date | None
) -> tuple[Summary | None, Mapping[str, str]]:
    """Return what the tables say, None where there are none that decide, and their digests.

    Raises:
        SchemeError: a table cannot be read.
    """
    network = deciding_network(document.scheme)
    if network is None:
        return None, {}
    import gc
    import hashlib

    from mlmcheck.network.columns import Wrongs
    from mlmcheck.network.payouts import named_rewards
    from mlmcheck.network.summarise import Terms, summarise

    # Tables and graphs do have circles, and may be large.
    gc.enable()
    digests: dict[str, str] = {}

    def read_file(name: str) -> bytes:
        path = resolve_file(document, name, court.data_dir)
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OSError("it is no regular file")
        content = path.read_bytes()
        digests[name] = hashlib.sha256(content).hexdigest()
        return content

    scheme = document.scheme
    rewards = scheme.rewards if isinstance(scheme.rewards, tuple) else ()
    terms = Terms(rewards=named_rewards(rewards))
    try:
        summary = summarise(network, scheme.currency, as_of or scheme.as_of, read_file, terms)
    except Wrong as wrong:
        raise document.error(wrong.each if isinstance(wrong, Wrongs) else (wrong,)) from None
    return summary, digests
