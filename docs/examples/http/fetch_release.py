"""Fetch a release of a Primum study and verify every file of it.

Python 3.9 or newer, standard library only.

    export PRIMUM_URL=https://primum.hospital.example PRIMUM_STUDY=noharm
    read -rs PRIMUM_TOKEN && export PRIMUM_TOKEN
    python3 fetch_release.py FOLDER [RELEASE]

RELEASE is a number, or `latest` (the newest that is not withdrawn). Run again, it fetches nothing
where the release is there already.
"""

import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

STUDY = f"{os.environ['PRIMUM_URL'].rstrip('/')}/api/v1/studies/{os.environ['PRIMUM_STUDY']}"

# Files that the manifest cannot list.
UNLISTED = {"manifest.json", "manifest.sha256"}


def ask(url, **headers):
    """The bytes of an answer; None where the server says that nothing is new."""
    token = f"Bearer {os.environ['PRIMUM_TOKEN']}"
    request = urllib.request.Request(url, headers={"Authorization": token, **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None
        # Every error is a problem document (RFC 9457), whose detail is a sentence.
        sys.exit(f"{error.code}: {json.load(error)['detail']}")


def digest(content):
    return hashlib.sha256(content).hexdigest()


def verify(archive, release):
    """The archive as a zip file, once its hash and that of every file in it are as they should be."""
    if digest(archive.read_bytes()) != release["sha256"]:
        sys.exit("The archive is not the one that was released.")
    files = zipfile.ZipFile(archive)
    manifest = json.loads(files.read("manifest.json"))
    if manifest != release["manifest"]:
        sys.exit("The manifest in the archive is not that of the release.")
    listed = {file["path"]: file for file in manifest["files"]}
    if set(files.namelist()) != set(listed) | UNLISTED:
        sys.exit("The archive has files that the manifest does not list, or lacks some.")
    for path, file in listed.items():
        content = files.read(path)
        if (len(content), digest(content)) != (file["bytes"], file["sha256"]):
            sys.exit(f"{path} is not as it was released.")
    return files


def main(folder, which="latest"):
    release = json.loads(ask(f"{STUDY}/releases/{which}"))
    if release["withdrawn"]:
        reason = release["withdrawn"]["reason"]
        print(f"Release {release['number']} was withdrawn: {reason}", file=sys.stderr)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    archive = target / f"release-{release['number']}.zip"
    known = {"If-None-Match": f'"{digest(archive.read_bytes())}"'} if archive.exists() else {}
    content = ask(release["links"]["archive"], **known)
    if content is not None:
        archive.write_bytes(content)
    unpacked = target / f"release-{release['number']}"
    verify(archive, release).extractall(unpacked)
    files = len(release["manifest"]["files"])
    print(json.dumps({
        "release": release["number"],
        "fetched": content is not None,
        "verified": files,
        "folder": str(unpacked),
    }))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
