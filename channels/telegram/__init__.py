"""Telegram: aiogram in, python-telegram-bot out."""
