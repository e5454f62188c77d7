"""What flytekit takes to bring the codec bench's values to the wire and back: seconds on a processor, as JSON."""

import json
import random
import sys
import time
import typing
from dataclasses import dataclass

from flyteidl.core.literals_pb2 import Literal as Message
from flytekit import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.models.literals import Literal


@dataclass
class Sample:
    id: int
    name: str
    score: float
    is_valid: bool
    weights: typing.List[float]


def cases():
    numbers = random.Random(1)
    floats = [numbers.uniform(-1e9, 1e9) for _ in range(1_000_000)]
    yield "list[int], 1e6", typing.List[int], [numbers.getrandbits(63) >> numbers.randrange(63) for _ in range(1_000_000)]
    yield "list[float], 1e6", typing.List[float], floats
    yield "list[str], 1e6", typing.List[str], [f"text {number * 7919}" for number in range(1_000_000)]
    yield "dict[str, float], 1e5", typing.Dict[str, float], {f"key {at:06}": floats[at] for at in range(100_000)}
    nested = [floats[at : at + 1000] for at in range(0, 1_000_000, 1000)]
    yield "list[list[float]], 1e3 x 1e3", typing.List[typing.List[float]], nested
    samples = [
        Sample(at * 7919, f"sample {at}", floats[4 * at], at % 3 == 0, floats[4 * at : 4 * at + 4])
        for at in range(100_000)
    ]
    yield "list[struct], 1e5", typing.List[Sample], samples
    yield "str, 100 MB", str, "The quick brown fox jumps over the lazy dog. " * (100_000_000 // 45)


def main():
    context = FlyteContextManager.current_context()
    seconds = {}
    for name, kind, value in cases():
        print(name, file=sys.stderr)
        expected = TypeEngine.to_literal_type(kind)
        begun = time.process_time()
        data = TypeEngine.to_literal(context, value, kind, expected).to_flyte_idl().SerializeToString()
        seconds[f"{name}, encode"] = time.process_time() - begun
        begun = time.process_time()
        literal = Literal.from_flyte_idl(Message.FromString(data))
        TypeEngine.to_python_value(context, literal, kind)
        seconds[f"{name}, decode"] = time.process_time() - begun
    print(json.dumps(seconds))


main()
