"""A language model as a second narrator: asked through a cache, several times over, proved by who is handed in.

`engines` answer requests (vLLM in this process, or any server that speaks OpenAI's protocol), `cache` keeps every
answer on disk, `rounds` asks for several paths and hands refuted clauses back, `prompts` says in which sentences to
write.
Nothing here runs a program or judges a text: the checker is handed in.
"""

from __future__ import annotations
