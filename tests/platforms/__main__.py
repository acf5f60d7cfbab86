"""`make platforms`, or ``python -m tests.platforms [--bot URL] [--port N]``."""

from __future__ import annotations

import argparse
import contextlib
import sys

from rich.console import Console

from .terminal import HELP, LineError, Terminal, acts, settings_line, stand_ins

FIRST_PORT = 8081


def main() -> int:
    """Starts the stand-ins, says how to start the bot, and talks until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.platforms", description=__doc__)
    parser.add_argument("--bot", default="http://127.0.0.1:8000", help="where the bot listens")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first of the ports")
    options = parser.parse_args()
    console = Console()
    with contextlib.ExitStack() as stack:
        platforms = {}
        for place, (name, kind) in enumerate(stand_ins().items()):
            try:
                platforms[name] = stack.enter_context(kind(port=options.port + place))
            except OSError as problem:
                print(f"port {options.port + place}: {problem.strerror}", file=sys.stderr)
                return 1
        # The webhook of an Official Account is set by hand, in Zalo's console.
        platforms["zalo_oa"].deliver_to(f"{options.bot.rstrip('/')}/webhooks/zalo_oa")
        print(f"Start the bot in another terminal:\n\n{settings_line(platforms.values())} \\")
        print(f"make run\n\n{HELP}")
        for name, platform in platforms.items():
            print(f"    {name}:", *(f"/{act}" for act in acts(type(platform))))
        print("Ctrl-C ends.", flush=True)
        terminal = Terminal(platforms, console)
        terminal.watch()
        with contextlib.suppress(KeyboardInterrupt, EOFError):
            while True:
                line = input("> " if sys.stdin.isatty() else "")
                try:
                    if line.strip():
                        terminal.take(line)
                except LineError as problem:
                    console.print(str(problem), markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
