"""`bot chat`: the same bot in a terminal, by the same way through mailbox and sender."""

from __future__ import annotations

import asyncio
import os
import time
import uuid
from collections.abc import Callable

from rich.console import Console
from rich.panel import Panel

from bot.channels import terminal
from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.message import Reply
from bot.settings import Settings

__all__ = ["chat"]

ANSWER_SECONDS = 60.0


def chat(settings: Settings) -> int:
    """Talks until an empty line with Ctrl-D, “/quit”, or Ctrl-C."""
    set_up_logs("ERROR", settings.log_format, settings.data_dir, settings.secrets)
    console = Console()
    with one_sentence(), console.status("Bạn Học Số đang khởi động …") as status:
        try:
            asyncio.run(_chat(settings, console, status.stop))
        except KeyboardInterrupt:
            console.print()
    return 0


async def _chat(settings: Settings, console: Console, started: Callable[[], None]) -> None:
    from bot.runtime import running

    user = os.environ.get("USER", "toi")
    async with running(settings, {"dialogue", "sender"}) as runtime:
        started()
        console.print("[dim]Gõ tin nhắn rồi Enter; số để chọn; Ctrl-D để thoát.[/dim]")
        while True:
            try:
                text = await asyncio.to_thread(console.input, "[bold]> [/bold]")
            except EOFError:
                return
            if text.strip() == "/quit":
                return
            message_id = uuid.uuid4().hex
            inbound = terminal.parse(user, message_id, text, time.time())
            await runtime.mailbox.accept(inbound)
            with console.status("…"):
                found = await runtime.postbox.wait_replies(
                    inbound.person, message_id, ANSWER_SECONDS
                )
            for reply in found or [Reply("(chưa có trả lời, thử lại sau)")]:
                _show(console, reply)


def _show(console: Console, reply: Reply) -> None:
    titles = [button.title for button in reply.buttons]
    if not any(title[:1].isdigit() for title in titles):
        titles = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    lines = [reply.text, *titles]
    if reply.attachment:
        lines.append(f"📎 {reply.attachment}")
    console.print(Panel("\n".join(lines), border_style="green", width=min(console.width, 76)))
