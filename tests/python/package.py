"""Reads a package as registration tools do, and writes what it holds to stdout as JSON.

Usage: package.py FILE. Each member is parsed by flyteidl's classes; `whole` tells whether they know all of it: written
again it is as long (Python writes the entries of a map in an order of its own).
"""

import json
import sys
import tarfile

from flyteidl.admin import task_pb2
from google.protobuf.unknown_fields import UnknownFieldSet


def unknown(message) -> bool:
    """Whether flyteidl's classes left something of the message unread; only its upper parts are looked at."""
    parts = [message, message.template, message.template.interface, message.template.metadata, message.description]
    return any(len(UnknownFieldSet(part)) for part in parts)


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
                    "whole": len(spec.SerializeToString()) == len(content) and not unknown(spec),
                    "mtime": entry.mtime,
                    "owner": [entry.uid, entry.gid, entry.uname, entry.gname],
                    "mode": entry.mode,
                }
            )
    json.dump(members, sys.stdout)


if __name__ == "__main__":
    main()
