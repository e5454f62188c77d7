"""Reads a package as registration tools do, and writes what it holds to stdout as JSON.

Usage: package.py FILE. Each member is parsed by flyteidl's classes; `same` tells whether it is written again alike.
"""

import json
import sys
import tarfile

from flyteidl.admin import task_pb2


def main() -> None:
    members = []
    with tarfile.open(sys.argv[1], "r:gz") as archive:
        for entry in archive:
            content = archive.extractfile(entry).read()
            spec = task_pb2.TaskSpec()
            spec.ParseFromString(content)
            members.append(
                {
                    "file": entry.name,
                    "name": spec.template.id.name,
                    "version": spec.template.id.version,
                    "image": spec.template.container.image,
                    "same": spec.SerializeToString(deterministic=True) == content,
                    "mtime": entry.mtime,
                    "owner": [entry.uid, entry.gid, entry.uname, entry.gname],
                    "mode": entry.mode,
                }
            )
    json.dump(members, sys.stdout)


if __name__ == "__main__":
    main()
