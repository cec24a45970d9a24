"""Score what one system would do against a release: F1_weighted of the scheme mast-2026-07.

Python 3.9 or newer, standard library only.

    python3 score_release.py RELEASE_FOLDER CHOICES.csv

CHOICES.csv has the columns case, action and recommend (yes or no), a line for every action of each case
that is answered. The same comes from `primum score --release RELEASE_FOLDER --submission CHOICES.csv`;
docs/examples/scoring works one case out on paper.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

# 72 for a score of 1 or 9, 24 for 2 or 8, 3 for 3 or 7, 1 for 4 to 6.
WEIGHTS = (1, 3, 24, 72)


def weight(score):
    return WEIGHTS[max(0, abs(score - 5) - 1)]


def rubrics(folder):
    """The actions of each case, with the scores that a scorer goes by, by the ids of what is asked."""
    kit = Path(folder) / "kit" / "dataset"
    cases = {}
    for path in (kit / "rubrics").glob("*.json"):
        rubric = json.loads(path.read_text(encoding="utf-8"))
        cases[rubric["id"]] = rubric["options"]
    items = [json.loads(line) for line in (kit / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    return {item["id"]: (item["metadata"]["base_id"], cases[item["metadata"]["base_id"]]) for item in items}


def scored(action):
    return next(action[name] for name in ("placement", "score", "grade") if action.get(name) is not None)


def f1(actions, done):
    """F1 of precision and recall by weight, where `done` holds the numbers of the actions recommended."""
    score = {action["id"]: scored(action) for action in actions}
    # An action that depends on others is moot where none of them was done.
    moot = {
        action["id"]
        for action in actions
        if action.get("dependsOn") and not done.intersection(action["dependsOn"])
    }
    # Alternatives of one name are one unit, whatever else is a unit of its own.
    units = defaultdict(list)
    for action in actions:
        is_group = action.get("abstractionType") == "alternative" and action.get("abstraction")
        units[("group", action["abstraction"]) if is_group else ("lone", action["id"])].append(action["id"])
    possible = reached = 0
    for members in units.values():
        counting = [id for id in members if score[id] >= 7 and id not in moot]
        if counting:
            possible += weight(max(score[id] for id in counting))
            reached += max((weight(score[id]) for id in counting if id in done), default=0)
    recommended = sum(weight(score[id]) for id in done)
    right = sum(weight(score[id]) for id in done if score[id] >= 7)
    precision = right / recommended if recommended else 0
    recall = reached / possible if possible else 0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


def main(folder, choices):
    asked = rubrics(folder)
    recommended = defaultdict(set)
    with open(choices, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            done = recommended[row["case"]]
            if row["recommend"].strip().lower() in ("yes", "true", "1"):
                done.add(int(row["action"]))
    records = {id: f1(asked[id][1], done) for id, done in recommended.items()}
    # The mean over what was asked of a case, then over cases.
    cases = defaultdict(list)
    for id, value in records.items():
        cases[asked[id][0]].append(value)
    means = [sum(values) / len(values) for values in cases.values()]
    mean = sum(means) / len(means) if means else None
    print(json.dumps({"scheme": "mast-2026-07", "F1_weighted": mean, "records": records}))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
