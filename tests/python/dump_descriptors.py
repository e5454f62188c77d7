"""Writes the descriptors of the installed flyteidl's core, event, admin and service packages to stdout.

The output is one serialized google.protobuf.FileDescriptorSet. Every module of the packages is loaded, so what a
later flyteidl adds is written too.
"""

import importlib
import pkgutil
import sys

from google.protobuf import descriptor_pb2

PACKAGES = ("flyteidl.core", "flyteidl.event", "flyteidl.admin", "flyteidl.service")


def main() -> None:
    files = descriptor_pb2.FileDescriptorSet()
    for package in PACKAGES:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if module.name.endswith("_pb2"):
                loaded = importlib.import_module(f"{package}.{module.name}")
                files.file.add().ParseFromString(loaded.DESCRIPTOR.serialized_pb)
    sys.stdout.buffer.write(files.SerializeToString())


if __name__ == "__main__":
    main()
