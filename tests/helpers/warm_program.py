"""The command line for scripts that start it over and over: a server has loaded the tool once, and forks for each call.

What is forked has the folder, variables, arguments and open files of its caller, and ends with the exit code of the
tool; only the loading of modules, most of what a short command costs, is done once.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from helpers.projects import environment, project, put, run
from i18n_pipeline.cli import main

CALLER = """\
import json, os, socket, sys

call = json.dumps([os.getcwd(), dict(os.environ), sys.argv[1:]]).encode()
os.chdir(os.path.dirname(__file__))  # the name of a socket is short
with socket.socket(socket.AF_UNIX) as server:
    server.connect("calls")
    socket.send_fds(server, [len(call).to_bytes(4, "big")], [0, 1, 2])
    server.sendall(call)
    code = server.recv(1)
sys.exit(code[0])
"""
"""A program of the standard library alone, which starts at once; an `IndexError` if the server died."""
WARMING = (["translate"], ["check"], ["status", "--format", "markdown", "--output", "coverage.md"])
"""Commands that load what most calls need."""


@contextmanager
def warm_program(folder: Path) -> Iterator[Path]:
    """A program that does what `i18n-pipeline` does, as long as the block runs. It lies in `bin/` of the folder.

    Where no process can be forked, it is the installed one.
    """
    if not hasattr(os, "fork"):
        yield Path(sys.executable).parent / "i18n-pipeline"
        return
    code, program = folder / "caller.py", folder / "bin" / "i18n-pipeline"
    project(folder / "warming", {"page.md": "# Words\n\nSee [the plan](https://example.org/plan).\n"})
    put(code, CALLER)
    put(program, f'#!/bin/sh\nexec "{sys.executable}" -I -S "{code}" "$@"\n')
    program.chmod(0o755)
    command = [sys.executable, "-m", "helpers.warm_program"]
    with subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout
            assert server.stdout.readline() == b"ready\n"
            yield program
        finally:
            server.kill()


def serve() -> None:
    """In the server: answer calls. One may come while another is under way: the tool starts git, and git the tool."""
    for words in WARMING:
        assert run(Path("warming"), *words).code == 0
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("calls")
        server.listen()
        os.write(1, b"ready\n")
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # what has ended is waited for by nobody
        while True:
            caller, _ = server.accept()
            with caller:
                if not os.fork():
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    answer(caller)


def answer(caller: socket.socket) -> None:
    """In a process of one call: let a child be the tool, and tell the caller its exit code."""
    size, files, _, _ = socket.recv_fds(caller, 4, 3)
    call = b""
    while len(call) < int.from_bytes(size, "big"):
        call += caller.recv(1 << 16)
    if not (child := os.fork()):
        caller.close()
        be_the_tool(files, *json.loads(call))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    caller.sendall(bytes([code % 256]))
    os._exit(0)


def be_the_tool(files: Sequence[int], folder: str, variables: Mapping[str, str], words: Sequence[str]) -> NoReturn:
    """In that child: run the command line, and end as a program does."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = ["i18n-pipeline", *words]
    main()
    sys.exit()


if __name__ == "__main__":
    serve()
