"""Check a file of answers against a release of a Primum study, send it, and wait until it is scored.

Python 3.9 or newer, standard library only.

    export PRIMUM_URL=https://primum.hospital.example PRIMUM_STUDY=noharm
    read -rs PRIMUM_TOKEN && export PRIMUM_TOKEN
    python3 submit_answers.py RELEASE FILE NAME [--kind model|human] [--people N]
        [--provider WORDS] [--about WORDS] [--terms VERSION] [--revises ID]

FILE holds records of a judge (.jsonl) or forced choices (.csv). Nothing is sent where any record is bad:
each is listed with its line. --terms says which version of the terms you agree to; they stand on the page
on which answers are submitted.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

STUDY = f"{os.environ['PRIMUM_URL'].rstrip('/')}/api/v1/studies/{os.environ['PRIMUM_STUDY']}"
TYPES = {".jsonl": "application/jsonl", ".ndjson": "application/jsonl", ".csv": "text/csv"}

# Seconds between two looks at how far it is, and how often it is looked at all in all.
PAUSE, LOOKS = 2, 300


def place(problem):
    """Where a problem is, and what it is."""
    parts = [problem["where"], f"line {problem['line']}" if "line" in problem else "", problem.get("field", "")]
    return f"{', '.join(part for part in parts if part)}: {problem['message']}"


def ask(url, body=None, kind=None):
    """The JSON of an answer. A refusal ends the program, with all that is wrong."""
    headers = {"Authorization": f"Bearer {os.environ['PRIMUM_TOKEN']}"}
    if kind is not None:
        headers["Content-Type"] = kind
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        # Every error is a problem document (RFC 9457), whose detail is a sentence.
        problem = json.load(error)
        sys.exit("\n".join([f"{error.code}: {problem['detail']}", *map(place, problem.get("problems") or [])]))


def main(given):
    path = Path(given.file)
    kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
    url = f"{STUDY}/releases/{given.release}/submissions"
    content = path.read_bytes()

    def post(**query):
        wanted = {name: value for name, value in query.items() if value is not None}
        return ask(f"{url}?{urllib.parse.urlencode({**wanted, 'file': path.name})}", content, kind)

    checked = post(check="true")
    covers = checked["covers"]
    print(f"{covers['items']} of {covers['of']} items are answered.", file=sys.stderr)
    if checked["problemCount"] > 0:
        sys.exit("\n".join(map(place, checked["problems"])))

    words = {name: getattr(given, name) for name in ("kind", "name", "people", "provider", "about", "terms", "revises")}
    submission = post(**words)["submission"]
    for _ in range(LOOKS):
        if submission["state"] != "scoring":
            break
        time.sleep(PAUSE)
        submission = ask(submission["links"]["self"])
    result = submission["result"]
    print(json.dumps({
        "id": submission["id"],
        "version": submission["version"],
        "state": submission["state"],
        "reason": submission["reason"],
        "page": submission["links"]["page"],
        # Null where it is not shown before the leaderboard is published.
        "scheme": result and result["scheme"],
        "headline": result and {result["headline"]: result["totals"][result["headline"]]},
    }))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("release", "file", "name"):
        parser.add_argument(name)
    parser.add_argument("--kind", choices=("model", "human"), default="model")
    for name in ("people", "provider", "about", "terms", "revises"):
        parser.add_argument(f"--{name}")
    main(parser.parse_args())
