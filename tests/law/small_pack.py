"""A small sound rule pack in files, and ways to break it."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "test/law.yaml": """\
id: test
title: {en: Testland, zh: 试验国}
covers: [test]
language: zh
currency: CNY
""",
    "test/act/instrument.yaml": """\
id: act
title: {en: Act, zh: 法}
in_force: 2010-01-01
reviewed: 2026-11-24
""",
    "test/act/parameters.yaml": """\
line:
  unit: share
  kind: open line
  title: {en: line, zh: 线}
  values:
    - {from: 2010-01-01, value: [20%, 80%], source: art. 1}
days:
  unit: days
  kind: statute
  title: {en: days, zh: 天数}
  values:
    - {from: 2010-01-01, value: 30, source: art. 2}
""",
    "test/act/no-heads.yaml": """\
id: no-heads
effect: prohibition
about: pyramid
title: {en: No pay for heads, zh: 禁止拉人头}
in_force: 2010-01-01
cites:
  - {article: art. 1, terms: [拉人头]}
when:
  all:
    - reward.on_recruitment
    - sale.share_final < law.line
unless: [pure]
says:
  en: "Pay for heads: {reward.on_recruitment}; final sales: {sale.share_final}, line: {law.line}."
confidence: high
""",
    "test/act/no-heads.test.yaml": """\
rule: no-heads
law: test
tests:
  - name: pay for heads and nothing sold
    day: 2020-01-01
    facts: {reward.on_headcount: true, goods.exist: false}
    result: met
  - name: nobody is paid for heads
    day: 2020-01-01
    facts: {reward.on_recruitment: false}
    result: not met
  - name: nothing known
    day: 2020-01-01
    facts: {}
    result: unknown
    needs: [reward.on_recruitment]
  - name: pure, and known to be
    day: 2020-01-01
    facts: {reward.on_headcount: true, sale.share_final: 10%, guard.enforced: true}
    result: not met
  - name: at the lower end
    day: 2020-01-01
    facts: {reward.on_headcount: true, sale.share_final: 20%, guard.enforced: false}
    result: unknown
    open: [sale.share_final < law.line]
  - name: inside
    day: 2020-01-01
    facts: {reward.on_headcount: true, sale.share_final: 50%, guard.enforced: false}
    result: unknown
    open: [sale.share_final < law.line]
  - name: at the upper end
    day: 2020-01-01
    facts: {reward.on_headcount: true, sale.share_final: 80%}
    result: not met
  - name: above
    day: 2020-01-01
    facts: {reward.on_headcount: true, sale.share_final: 90%}
    result: not met
  - name: the day before
    day: 2009-12-31
    facts: {reward.on_headcount: true, goods.exist: false}
    result: not in force
""",
    "test/act/pure.yaml": """\
id: pure
effect: term
title: {en: Pure, zh: 单纯}
when:
  all:
    - goods.exist
    - guard.enforced
confidence: high
""",
    "test/act/pure.test.yaml": """\
rule: pure
law: test
tests:
  - {name: pure, day: 2020-01-01, facts: {goods.exist: true, guard.enforced: true}, result: met}
  - {name: no goods, day: 2020-01-01, facts: {goods.exist: false}, result: not met}
  - {name: nothing known, day: 2020-01-01, facts: {}, result: unknown}
""",
    "test/act/cancel.yaml": """\
id: cancel
effect: duty
about: consumer
title: {en: Right to cancel, zh: 解除权}
in_force: 2010-01-01
cites:
  - {article: art. 2, terms: [三十日]}
applies: reward.on_others
requires: guard.cancel_days >= law.days
says: {en: "Days to cancel: {guard.cancel_days}, line: {law.days}."}
confidence: high
""",
    "test/act/cancel.test.yaml": """\
rule: cancel
law: test
tests:
  - name: too short
    day: 2020-01-01
    facts: {reward.on_others: true, guard.cancel_days: 29}
    result: met
  - name: just right
    day: 2020-01-01
    facts: {reward.on_others: true, guard.cancel_days: 30}
    result: not met
  - name: longer
    day: 2020-01-01
    facts: {reward.on_others: true, guard.cancel_days: 31}
    result: not met
  - name: not said
    day: 2020-01-01
    facts: {reward.on_others: true}
    result: unknown
    needs: [guard.cancel_days]
  - name: nobody gains from others
    day: 2020-01-01
    facts: {reward.on_others: false, guard.cancel_days: 0}
    result: not applicable
  - name: the day before
    day: 2009-12-31
    facts: {}
    result: not in force
""",
}


def write_pack(folder: Path) -> Path:
    """Write the sound pack into a folder and return the folder."""
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Put `new` for `old`, which stands exactly once in that file of the act or law."""
    path = folder / "test" / name
    content = path.read_text("utf-8")
    assert 1 == content.count(old), f"{old!r} stands {content.count(old)} times in {name}"
    path.write_text(content.replace(old, new), "utf-8")
