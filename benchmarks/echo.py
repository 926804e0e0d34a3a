"""The yardstick: aiogram as its own first example has it, fetching by itself, saying what it hears."""

import asyncio
import json
import logging
import os
import sys
import threading

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


async def main(api: str, token: str) -> None:
    """Echo until standard input ends."""
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    def await_end() -> None:
        while os.read(0, 1 << 16):
            pass
        loop.call_soon_threadsafe(over.set)

    threading.Thread(target=await_end, daemon=True).start()
    print(json.dumps({}), flush=True)
    await over.wait()
    polling.cancel()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    asyncio.run(main(sys.argv[1], sys.argv[2]))
