"""A conversation over the stand-ins in a terminal: lines typed are people, panels are the bot."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from . import __path__ as folder
from .stand_in import Sent, StandIn

__all__ = ["HELP", "LineError", "Terminal", "acts", "settings_line", "stand_ins"]

HELP = """\
  telegram an: xin chào   an writes on Telegram; any name is a person
  2                       the same person again; a button's title or number presses it
  /voice                  what people do besides writing:"""
"""Followed by a line for each platform, see `acts`."""


_LINE = re.compile(r"(\w+) +([\w-]+) *: *(.+)", re.ASCII)


class LineError(Exception):
    """A line that nothing can be done with; the text says what was expected."""


def stand_ins() -> dict[str, type[StandIn]]:
    """All stand-ins by the name of their platform: those of the modules beside this one."""
    for module in pkgutil.iter_modules(folder):
        if not module.name.startswith("_"):
            importlib.import_module(f".{module.name}", __package__)
    return {kind.name: kind for kind in sorted(StandIn.__subclasses__(), key=lambda k: k.name)}


def settings_line(platforms: Iterable[StandIn]) -> str:
    """The environment with which a bot talks to these platforms, as a shell reads it."""
    settings = {name: value for each in platforms for name, value in each.settings().items()}
    return " \\\n".join(f"{name}={value}" for name, value in settings.items())


@dataclass
class Terminal:
    """Reads lines, shows what comes back; remembers who wrote last."""

    platforms: Mapping[str, StandIn]
    console: Console
    last: tuple[str, str] | None = None

    def watch(self) -> None:
        """Shows from now on what the bot sends."""
        for platform in self.platforms.values():
            platform.watch = self._watcher(platform.name)

    def take(self, line: str) -> None:
        """Does what a line says; raises LineError."""
        name, user, text = self._read(line)
        platform = self.platforms[name]
        self.last = name, user
        if text.startswith("/") and text[1:] in acts(type(platform)):
            getattr(platform, text[1:])(user)
            return
        try:
            platform.press(user, text)
        except LookupError:
            platform.say(user, text)

    def _read(self, line: str) -> tuple[str, str, str]:
        if (found := _LINE.fullmatch(line.strip())) and found[1] in self.platforms:
            return found[1], found[2], found[3]
        if self.last is None or line.split()[0] in self.platforms:
            expected = f"{' | '.join(self.platforms)}, a name of plain letters, a colon, the words"
            raise LineError(f"who? {expected}")
        return *self.last, line.strip()

    def _watcher(self, name: str) -> Callable[[str, Sent], None]:
        def show(user: str, sent: Sent) -> None:
            panel = Panel(_content(sent), title=f"{name} → {user}", title_align="left")
            self.console.print(panel, width=min(self.console.width, 76))

        return show


def acts(kind: type[StandIn]) -> list[str]:
    """What people can do on a platform besides writing: what needs nothing but the person."""
    return sorted(name for name in dir(kind) if _is_act(kind, name))


def _is_act(kind: type[StandIn], name: str) -> bool:
    method = getattr(kind, name)
    if name.startswith("_") or name == "say" or hasattr(StandIn, name) or not callable(method):
        return False
    signature = inspect.signature(method)
    _, *given = signature.parameters.values()
    needed = [each.name for each in given if each.default is inspect.Parameter.empty]
    return needed == ["user"] and signature.return_annotation in ("str", "None")


def _content(sent: Sent) -> Text:
    lines = [sent.text] if sent.text else []
    lines += [f"🖼 {sent.image}"] if sent.image else []
    lines += [f"📎 {sent.file} ({len(sent.content or b'')} bytes)"] if sent.file else []
    lines += ["  ".join(f"[{title}]" for title, _ in sent.buttons)] if sent.buttons else []
    return Text("\n".join(lines))
