"""The other side of the cross-language tests: flytekit, asked by JSON lines on stdin, answering on stdout.

A request is one object on one line: `op` names a function below, the other keys are its arguments. The answer is
`{"ok": ...}` or `{"failed": "<type>: <text>"}`. The process ends when stdin does.

Types are Python source (`typing.List[int]`). Values go in as Python source under `source`, or in the notation of
golden/README.md under `values`; they come out in that notation, with every float as `$float` in hexadecimal, so
that a comparison of two answers is one of bits.
"""
import atexit
import base64
import dataclasses
import datetime
import enum
import json
import math
import os
import random
import shutil
import sys
import tempfile
import typing

# The answers own the real stdout; whatever a library prints goes to stderr.
ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)

# flytekit takes its folder for raw outputs when it is imported, and leaves all that comes to lie there.
tempfile.tempdir = tempfile.mkdtemp(prefix="flyte-task-peer-")
atexit.register(shutil.rmtree, tempfile.tempdir, ignore_errors=True)

import flytekit
from flyteidl.admin import task_pb2
from flyteidl.core import artifact_id_pb2, errors_pb2, interface_pb2, literals_pb2
from flytekit.core import artifact_utils, base_task
from flytekit.core.context_manager import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.models.core.errors import ErrorDocument
from flytekit.models.literals import LiteralMap
from flytekit.models.task import TaskSpec
from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from flytekit.utils.pbhash import compute_hash_string
from google.protobuf import json_format

# Started with -I, Python does not look beside the script by itself.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import files
import foreign
import structs
import tables

NAMESPACE = {
    m.__name__: m
    for m in (dataclasses, datetime, enum, files, flytekit, foreign, math, structs, tables, typing)
}
MESSAGES = {
    "core.Literal": literals_pb2.Literal,
    "core.LiteralMap": literals_pb2.LiteralMap,
    "core.ErrorDocument": errors_pb2.ErrorDocument,
    "core.TypedInterface": interface_pb2.TypedInterface,
    "admin.TaskSpec": task_pb2.TaskSpec,
}


def evaluated(sources):
    return {name: eval(source, dict(NAMESPACE)) for name, source in sources.items()}


def native(v):
    """Golden notation to a Python value."""
    if isinstance(v, list):
        return [native(x) for x in v]
    if not isinstance(v, dict):
        return v
    if "$float" in v:
        text = v["$float"]
        return float.fromhex(text) if "0x" in text else float(text)
    if "$datetime" in v:
        return datetime.datetime.fromisoformat(v["$datetime"])
    if "$date" in v:
        return datetime.date.fromisoformat(v["$date"])
    if "$duration_us" in v:
        return datetime.timedelta(microseconds=v["$duration_us"])
    if "$base64" in v:
        return base64.b64decode(v["$base64"])
    if "$map" in v:
        return {native(k): native(x) for k, x in v["$map"]}
    unknown = [k for k in v if k.startswith("$")]
    if unknown:
        raise ValueError(f"no native value for the notation {unknown[0]}")
    return {k: native(x) for k, x in v.items()}


def notation(v):
    """A Python value to golden notation."""
    if isinstance(v, enum.Enum):
        return {"$enum": type(v).__name__, "name": v.name, "value": v.value}
    if v is None or isinstance(v, (bool, int, str)):
        return v
    if isinstance(v, float):
        # A NaN's sign and payload are not part of the value.
        return {"$float": "NaN" if math.isnan(v) else v.hex()}
    if isinstance(v, datetime.datetime):
        # flytekit takes a naive time as UTC.
        aware = v if v.tzinfo else v.replace(tzinfo=datetime.timezone.utc)
        return {"$datetime": aware.astimezone(datetime.timezone.utc).isoformat()}
    if isinstance(v, datetime.date):
        return {"$date": v.isoformat()}
    if isinstance(v, datetime.timedelta):
        return {"$duration_us": v // datetime.timedelta(microseconds=1)}
    if isinstance(v, bytes):
        return {"$base64": base64.b64encode(v).decode()}
    # Files and directories are told by their content.
    if isinstance(v, FlyteFile):
        with open(v, encoding="utf-8", newline="") as f:
            return {"$file": f.read(), "metadata": dict(v.metadata or {})}
    if isinstance(v, FlyteDirectory):
        return {"$directory": files.content(str(os.fspath(v)))}
    if isinstance(v, typing.Iterator):
        return {"$iterator": [notation(x) for x in v]}
    if tables.is_one(v):
        return tables.notation(v, notation)
    if dataclasses.is_dataclass(v):
        return {f.name: notation(getattr(v, f.name)) for f in dataclasses.fields(v)}
    if isinstance(v, dict):
        if all(isinstance(k, str) for k in v):
            return {k: notation(x) for k, x in v.items()}
        return {"$map": [[notation(k), notation(x)] for k, x in v.items()]}
    if isinstance(v, (list, tuple)):
        return [notation(x) for x in v]
    raise ValueError(f"no notation for {type(v).__name__}")


def given(values, source):
    return {**{k: native(v) for k, v in values.items()}, **evaluated(source)}


def read(message, path):
    with open(path, "rb") as f:
        return MESSAGES[message].FromString(f.read())


def as_json(message):
    return json.loads(json_format.MessageToJson(message))


def encode(types, path, values={}, source={}):
    """Writes the LiteralMap that flytekit makes of the values to `path`."""
    context = FlyteContextManager.current_context()
    natives = given(values, source)
    literals = TypeEngine.dict_to_literal_map(context, natives, evaluated(types))
    with open(path, "wb") as f:
        f.write(literals.to_flyte_idl().SerializeToString())
    return {k: notation(v) for k, v in natives.items()}


def generate(types, path, seed, size):
    """Writes the LiteralMap of random values of the types to `path`; lists outside everything have `size` elements."""
    source = random.Random(seed)
    context = FlyteContextManager.current_context()
    hints = evaluated(types)
    natives = {k: structs.value(source, t, size) for k, t in hints.items()}
    literals = TypeEngine.dict_to_literal_map(context, natives, hints)
    with open(path, "wb") as f:
        f.write(literals.to_flyte_idl().SerializeToString())
    return {k: notation(v) for k, v in natives.items()}


def decode(types, path):
    """Reads a LiteralMap file as values of the types."""
    context = FlyteContextManager.current_context()
    literals = LiteralMap.from_flyte_idl(read("core.LiteralMap", path))
    hints = evaluated(types)
    unexpected = sorted(set(literals.literals) ^ set(hints))
    if unexpected:
        raise ValueError(f"the file and the types differ by {unexpected}")
    return {k: notation(TypeEngine.to_python_value(context, literals.literals[k], t)) for k, t in hints.items()}


def parse(message, path):
    """Reads any message file as protobuf JSON."""
    return as_json(read(message, path))


def literal_hash(path):
    """Says how flytekit hashes the Literal in a file when it offloads it."""
    return compute_hash_string(read("core.Literal", path))


def metadata(path):
    """Says what metadata flytekit finds on each literal in a file, under flytekit's names for its keys."""
    names = {getattr(base_task, n): n for n in ("DYNAMIC_PARTITIONS", "MODEL_CARD", "DATA_CARD", "UNSET_CARD")}
    found = {}
    for output, literal in LiteralMap.from_flyte_idl(read("core.LiteralMap", path)).literals.items():
        said = {names.get(k, k): v for k, v in dict(literal.metadata or {}).items()}
        if "DYNAMIC_PARTITIONS" in said:
            partitions = base64.b64decode(said["DYNAMIC_PARTITIONS"], validate=True)
            said["DYNAMIC_PARTITIONS"] = as_json(artifact_id_pb2.ArtifactID.FromString(partitions))
        found[output] = said
    return found


def artifact(source, granularity):
    """Says which ArtifactID flytekit writes for partitions and a time that a task said as it ran."""
    said = evaluated(source)
    return as_json(artifact_id_pb2.ArtifactID(
        partitions=artifact_utils.idl_partitions_from_dict(said["partitions"]),
        time_partition=artifact_utils.idl_time_partition_from_datetime(
            said["time"], artifact_id_pb2.Granularity.Value(granularity)
        ),
    ))


def literal_types(types):
    """Says what flytekit registers the types as, as protobuf JSON."""
    return {k: as_json(TypeEngine.to_literal_type(t).to_flyte_idl()) for k, t in evaluated(types).items()}


def read_error(path):
    """Reads an error file through flytekit's own model of it."""
    error = ErrorDocument.from_flyte_idl(read("core.ErrorDocument", path)).error
    return {
        "code": error.code,
        "kind": errors_pb2.ContainerError.Kind.Name(error.kind),
        "origin": {0: "UNKNOWN", 1: "USER", 2: "SYSTEM"}[error.origin],
        "message": error.message,
        "seconds": error.timestamp.seconds,
        "worker": error.worker,
    }


def read_task(path):
    """Reads a TaskSpec through flytekit's model; says what it holds and whether writing it again loses anything."""
    message = read("admin.TaskSpec", path)
    spec = TaskSpec.from_flyte_idl(message)
    template = spec.template
    guessed = TypeEngine.guess_python_types(template.interface.inputs)
    written = template.to_flyte_idl()
    return {
        "name": template.id.name,
        "type": template.type,
        "template": as_json(written),
        "same": as_json(written) == as_json(message.template),
        "guessed_inputs": {k: str(t) for k, t in guessed.items()},
    }


OPERATIONS = {
    f.__name__: f
    for f in (
        encode, generate, decode, parse, metadata, artifact, literal_hash, literal_types, read_error, read_task
    )
}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": OPERATIONS[request.pop("op")](**request)}
        except Exception as e:
            answer = {"failed": f"{type(e).__name__}: {e}"}
        ANSWERS.write(json.dumps(answer) + "\n")
        ANSWERS.flush()


main()
