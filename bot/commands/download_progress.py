"""How far a download is: a bar in a terminal, else a line for every twentieth of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from bot.download import Watch

__all__ = ["progress_of"]

_STEPS = 20


@contextlib.contextmanager
def progress_of(name: str, size: int) -> Iterator[Watch]:
    """Shows on standard output how much of the `size` bytes of the file `name` is there."""
    console = Console()
    if not console.is_terminal:
        yield Watch(_lines(size), _break_on(print))
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=size)
        yield Watch(
            lambda received: bar.update(task, completed=received),
            _break_on(lambda line: console.print(line, markup=False, highlight=False)),
        )


def _lines(size: int) -> Callable[[int], None]:
    told = -1

    def received(count: int) -> None:
        nonlocal told
        step = count * _STEPS // size
        if step != told:
            told = step
            print(
                f"{step * 100 // _STEPS:3} % ({count / 1e6:,.0f} / {size / 1e6:,.0f} MB)",
                flush=True,
            )

    return received


def _break_on(say: Callable[[str], None]) -> Callable[[str, float], None]:
    return lambda reason, pause: say(f"gián đoạn: {reason}; thử lại sau {pause:.0f} giây")
