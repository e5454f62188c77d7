"""Dataclasses whose fields are values of foreign types in Rust, and random values of those."""
import typing
import uuid
from dataclasses import dataclass, field


def a_url(random):
    return f"https://host-{random.randint(0, 99)}.example/a%20b?q={random.randint(0, 9)}#top"


def an_id(random):
    return str(uuid.UUID(int=random.getrandbits(128)))


def an_address(random):
    return random.choice(["10.0.0.1", "::1", "255.255.255.255", "2001:db8::8:800:200c:417a"])


def few(make):
    return lambda random: [make(random) for _ in range(random.randint(0, 3))]


def a_ports(random):
    numbers = [random.randint(0, 65535) for _ in range(random.randint(0, 3))]
    return {str(number): [an_address(random), random.random() < 0.5] for number in numbers}


def a_pet(random):
    if random.random() < 0.5:
        weight = random.choice([4.5, float("inf"), float("nan"), -0.0])
        return {"kind": "cat", "lives": random.randint(0, 9), "weight": weight}
    return {"kind": "dog", "name": "Rex", "friends": random.choice([[], [None, "ü"]])}


def made(make, **kwargs):
    return field(metadata={"make": make}, **kwargs)


@dataclass
class Foreign:
    url: str = made(a_url)
    id: str = made(an_id)
    count: int = made(lambda random: random.randint(1, 2**32 - 1))
    links: typing.List[str] = made(few(a_url))
    maybe: typing.Optional[str] = made(lambda random: random.choice([None, an_id(random)]))
    wait: int = made(lambda random: random.getrandbits(40))
    ports: dict = made(a_ports)
    pet: dict = made(a_pet)
    raw: bytes
    parts: typing.List[bytes]
    home: str = made(an_address, default="127.0.0.1")
    seal: typing.Optional[bytes] = None
    rest: bytes = b""
