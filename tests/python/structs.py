"""Dataclasses whose values travel through tasks of ours, and random values of any type."""
import dataclasses
import datetime
import enum
import math
import struct
import typing
from dataclasses import dataclass, field


class Color(enum.Enum):
    RED = "red"
    GREEN = "grün"
    BLUE = "dark blue"


@dataclass
class Leaf:
    k: str
    vals: typing.List[int]


@dataclass
class Circle:
    r: float


@dataclass
class Rect:
    w: float
    h: float


@dataclass
class Everything:
    flag: bool
    count: int
    large: int = field(metadata={"low": 0, "high": 2**64 - 1})
    small: int = field(metadata={"low": 0, "high": 255})
    real: float
    single: float = field(metadata={"bits": 32})
    text: str
    when: datetime.datetime
    day: datetime.date
    every: datetime.timedelta
    color: Color
    some: typing.Optional[int]
    nothing: typing.Optional[str]
    leaf: Leaf
    maybe: typing.Optional[Leaf]
    many: typing.List[Leaf]
    named: typing.Dict[str, Leaf]
    cube: typing.List[typing.List[typing.List[float]]]
    opts: typing.Dict[str, typing.Optional[int]]
    either: typing.Union[int, str]
    shape: typing.Union[Circle, Rect]
    times: typing.List[datetime.datetime]
    colors: typing.Dict[str, typing.List[Color]]
    keyed: typing.Dict[int, str]
    days: typing.Dict[datetime.date, typing.Optional[float]]
    anything: dict
    tag: str = "p"
    score: typing.Optional[float] = None
    spans: typing.List[datetime.timedelta] = field(default_factory=list)


# Beside a dataclass flytekit would take any dict for one.
Anything = typing.Union[
    int,
    str,
    float,
    bool,
    None,
    typing.List[int],
    typing.Dict[str, float],
    datetime.timedelta,
]

ALPHABET = "aZ0 _-./\\\"'\0\n\x7féß\u0301ж日🦀\ufeff\uffff\U0010ffff"
INTEGERS = [0, -1, 127, 128, 2**31, -(2**31) - 1, 2**53 + 1, 2**63 - 1, -(2**63)]
FLOATS = [0.0, -0.0, math.nan, math.inf, -math.inf, 5e-324, 1.7976931348623157e308, 1e16, 0.1, 2.0]
LAST_YEAR = 9999
# Of longer spans flytekit itself loses a microsecond on the way through a float of seconds.
LONGEST = 10**15


def integer(random, low, high):
    edges = [n for n in INTEGERS + [low, high] if low <= n <= high]
    if random.random() < 0.3:
        return random.choice(edges)
    return max(low, min(high, random.getrandbits(random.randint(1, 64)) * random.choice([1, -1])))


def real(random, bits):
    if bits == 32:
        return struct.unpack("<f", struct.pack("<I", random.getrandbits(32)))[0]
    if random.random() < 0.3:
        return random.choice(FLOATS)
    return struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]


def text(random):
    length = random.choice([0, 1, 5, 31, 32, 70])
    return "".join(random.choice(ALPHABET) for _ in range(random.randint(0, length)))


def moment(random):
    year = random.choice([1, 1969, 1970, LAST_YEAR, random.randint(1, LAST_YEAR)])
    micros = random.choice([0, 1, 999_999, random.randint(0, 999_999)])
    hours = random.choice([0, 0, 5.5, -8]) if 1 < year < LAST_YEAR else 0
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    day = random.randint(1, 28)
    return datetime.datetime(year, random.randint(1, 12), day, random.randint(0, 23), 59, 7, micros, zone)


def anything(random, depth):
    """A value that JSON can tell."""
    kind = random.randint(0, 7 if depth < 3 else 5)
    if kind == 6:
        return [anything(random, depth + 1) for _ in range(random.randint(0, 4))]
    if kind == 7:
        return {text(random): anything(random, depth + 1) for _ in range(random.randint(0, 4))}
    number = real(random, 64)
    return [
        None,
        random.random() < 0.5,
        integer(random, -(2**63), 2**64 - 1),
        number if math.isfinite(number) else 1.0,
        text(random),
        "",
    ][kind]


def value(random, hint, size=4, metadata={}):
    """A value of the type; lists and maps have at most `size` elements, a list outside everything exactly so many."""
    if "make" in metadata:
        return metadata["make"](random)
    if hint is dict:
        return {text(random): anything(random, 0) for _ in range(random.randint(0, 4))}
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        # What is left out takes its default.
        given = [f for f in dataclasses.fields(hint) if not defaulted(f) or random.random() < 0.7]
        return hint(**{f.name: value(random, hints[f.name], metadata=f.metadata) for f in given})
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return random.choice(list(hint))
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        return value(random, random.choice(arguments))
    if origin is list:
        count = size if size > 4 else random.randint(0, size)
        return [value(random, arguments[0]) for _ in range(count)]
    if origin is dict:
        keys = {value(random, arguments[0]) for _ in range(random.randint(0, 4))}
        # Ours come back in the order of their keys.
        return {k: value(random, arguments[1]) for k in sorted(keys)}
    if hint is int:
        return integer(random, metadata.get("low", -(2**63)), metadata.get("high", 2**63 - 1))
    if hint is float:
        return real(random, metadata.get("bits", 64))
    if hint is datetime.timedelta:
        return datetime.timedelta(microseconds=random.choice([0, -1, random.randint(-LONGEST, LONGEST)]))
    simple = {
        bool: lambda: random.random() < 0.5,
        str: lambda: text(random),
        bytes: lambda: random.randbytes(random.choice([0, 1, 255, 256, 1000])),
        type(None): lambda: None,
        datetime.datetime: lambda: moment(random),
        datetime.date: lambda: moment(random).date(),
    }
    return simple[hint]()


def defaulted(f):
    return f.default is not dataclasses.MISSING or f.default_factory is not dataclasses.MISSING
