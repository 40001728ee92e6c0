"""A hundred thousand people over twenty months of a six-level plan, against a networkx loop.

The loop does the same with a graph and a dictionary a person: it grows a random recursive tree,
lets people leave, draws each member's sales, and pays the seller and the five above him. They
join in the first four months, so that nearly all are there in all twenty.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _side_by_side import compare, compile_package, python, seconds

from mlmcheck.resources import samples_dir

BAR = 0.25
MOST_SECONDS = 3.0
PEOPLE, JOINING, MONTHS = 100_000, 4, 20
LOOP = f"""
import math, random
import networkx

PEOPLE, JOINING, MONTHS = {PEOPLE}, {JOINING}, {MONTHS}
CHURN, MEAN, PRICE, FEE = 0.05, 1.0, 24, 35
RATES = (0.10, 0.05, 0.04, 0.03, 0.02, 0.01)
draw = random.Random(1)
graph = networkx.DiGraph()
graph.add_node(0, paid=FEE, got=0.0)
members = [0]


def sales():
    left, count = math.exp(-MEAN), -1
    product = 1.0
    while product > left:
        product *= draw.random()
        count += 1
    return count


joined = 1
for month in range(1, MONTHS + 1):
    members = [m for m in members if m == 0 or draw.random() >= CHURN]
    until = round((PEOPLE + 1) ** min(month / JOINING, 1))
    while joined < until:
        sponsor = members[draw.randrange(len(members))]
        graph.add_node(joined, paid=FEE, got=0.0)
        graph.add_edge(sponsor, joined)
        members.append(joined)
        joined += 1
    here = set(members)
    for member in members:
        amount = sales() * PRICE
        if not amount:
            continue
        above = member
        for rate in RATES:
            if above in here:
                graph.nodes[above]["got"] += rate * amount
            above = next(graph.predecessors(above), None)
            if above is None:
                break
lost = sum(data["got"] < data["paid"] for _, data in graph.nodes(data=True))
levels = networkx.single_source_shortest_path_length(graph, 0)
print(lost / joined, max(levels.values()))
"""


def main() -> int:
    """Run the comparison; return 1 if it is over its bar, or over the seconds it may take."""
    compile_package()
    plan = Path(samples_dir()) / "designs" / "unilevel.yaml"
    numbers = {"people": PEOPLE, "months": JOINING, "after": MONTHS - JOINING, "runs": 1}
    options = [word for name, value in numbers.items() for word in (f"--{name}", str(value))]
    ours = [sys.executable, "-m", "mlmcheck", "simulate", str(plan), *options]
    passed = compare("a hundred thousand people", ours, python(LOOP), 5, BAR)
    spent = min(seconds(ours) for _ in range(3))
    print(f"at best {spent:.2f} s of the {MOST_SECONDS:g} s that it may take")
    return 0 if passed and spent <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
