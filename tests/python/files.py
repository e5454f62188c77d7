"""Files and directories that travel through tasks of ours."""
import pathlib
import typing
from dataclasses import dataclass

from flytekit.types.directory import FlyteDirectory
from flytekit.types.file import FlyteFile
from flytekit.types.iterator.json_iterator import JSON

Table = FlyteFile["csv"]
Lines = typing.Iterator[JSON]
Anything = typing.Union[FlyteFile, FlyteDirectory, int, None]


@dataclass
class Bundle:
    file: FlyteFile
    table: Table
    directory: FlyteDirectory
    several: typing.List[FlyteFile]
    named: typing.Dict[str, Table]
    maybe: typing.Optional[FlyteFile]
    other: typing.Optional[FlyteDirectory] = None


def content(folder):
    """Says what lies below a folder: the text of each file by relative path."""
    found = sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in found}
