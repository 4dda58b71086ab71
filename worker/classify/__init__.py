"""Understand an entry: who met whom, where, when, about what. Pure; `assess` is the step's verb."""

from worker.classify.assess import assess, assess_all, assess_text, warm

__all__ = ["assess", "assess_all", "assess_text", "warm"]
