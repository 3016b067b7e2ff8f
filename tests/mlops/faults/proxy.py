"""A TCP proxy between loader and server that can hold a message, cut the line or fall silent."""

import ctypes
import re
import select
import socket
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

CHUNK = 1 << 20
LOOK_S = 0.02  # how soon a relay without traffic notices that the line was cut
_ATTACH_FILTER, _DETACH_FILTER = 26, 27  # asm-generic/socket.h; the socket module has no names
TAIL = 128  # bytes of the chunk before in which a mark may begin
STEP = re.compile(rb"nova load [^\x00']*")
COMMIT = re.compile(rb"COMMIT\x00")
_DROP_ALL = struct.pack("HBBI", 0x06, 0, 0, 0)  # classic BPF: return 0, keep no byte


def deafen(end: socket.socket) -> None:
    """Let the kernel drop every packet to this socket unanswered, as a cut cable does."""
    code = ctypes.create_string_buffer(_DROP_ALL)
    program = struct.pack("HxxxxxxP", 1, ctypes.addressof(code))
    end.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)  # the kernel copies it


class Cut(StrEnum):
    """How a line ends."""

    CLOSED = "closed"  # in order, as a server that goes away does
    RESET = "reset"  # as a firewall that forgets the connection does
    SILENT = "silent"  # every packet is lost from now on, and nobody is told


@dataclass(frozen=True)
class Mark:
    """A message that passed: what it said and when, in seconds since the first connection."""

    text: str
    at: float


@dataclass
class Hold:
    """Where to stop: at the nth message that matches, before it is sent or after its answer."""

    pattern: re.Pattern[bytes]
    nth: int
    answer: bool
    passed: int = 0
    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)


class Proxy:
    """Relays every connection to the server's port; one loader at a time goes through it."""

    def __init__(self, target_port: int) -> None:
        self.target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._ends: list[socket.socket] = []
        self.hold: Hold | None = None
        self.cut: Cut | None = None
        self.renew()
        threading.Thread(target=self._accept, daemon=True).start()

    def renew(self, hold: Hold | None = None) -> None:
        """Mend the line, forget what passed, and hold the next loader where asked."""
        if self.hold:
            self.hold.released.set()
        for end in self._ends:
            end.close()
        if self.cut is Cut.SILENT:
            self._listener.setsockopt(socket.SOL_SOCKET, _DETACH_FILTER, 0)
        self._ends = []
        self.cut = None
        self.hold = hold
        self.marks: list[Mark] = []
        self.connected = threading.Event()
        self._since = time.monotonic()

    @property
    def elapsed(self) -> float:
        """Seconds since the first connection."""
        return time.monotonic() - self._since

    def cut_line(self, cut: Cut) -> None:
        """Cut what is connected; unless it is silent, who tries again gets through."""
        if cut is Cut.SILENT:
            for end in (self._listener, *self._ends):
                deafen(end)
        self.cut = cut
        if self.hold:
            self.hold.released.set()

    def stop(self) -> None:
        self.cut_line(Cut.CLOSED)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.target_port))
            except OSError:
                near.close()
                continue
            if not self.connected.is_set():
                self._since = time.monotonic()
                self.connected.set()
                self._ends = [near, far]
            line = _Line(self, near, far)
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=line.relay, args=(source, sink), daemon=True).start()

    def note(self, text: bytes, known: int) -> None:
        """List the marks in text that end after its known bytes; wait when one is to be held."""
        for pattern in (STEP, COMMIT):
            for found in pattern.finditer(text):
                if found.end() > known:
                    text_of_mark = found[0].rstrip(b"\0").decode()
                    self.marks.append(Mark(text_of_mark, self.elapsed))
                    self._hold_at(pattern)

    def _hold_at(self, pattern: re.Pattern[bytes]) -> None:
        hold = self.hold
        if hold is None or hold.pattern is not pattern:
            return
        hold.passed += 1
        if hold.passed == hold.nth and not hold.answer:
            hold.reached.set()
            hold.released.wait()


class _Line:
    """One connection through the proxy. Only the first of a loader is cut."""

    def __init__(self, proxy: Proxy, near: socket.socket, far: socket.socket) -> None:
        self.proxy = proxy
        self.near, self.far = near, far
        self.first = near in proxy._ends

    @property
    def is_cut(self) -> bool:
        return self.first and self.proxy.cut is not None and self.near in self.proxy._ends

    def relay(self, source: socket.socket, sink: socket.socket) -> None:
        """Pass on what comes until either side ends or the line is cut."""
        with suppress(OSError, ValueError):  # ValueError: the other relay has closed the socket
            self._pass_on(source, sink)
        if self.is_cut and self.proxy.cut is Cut.SILENT:
            return
        for end in (self.near, self.far):
            self._end(end)

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        tail = b""
        while not self.is_cut:
            if not select.select([source], [], [], LOOK_S)[0]:
                continue
            chunk = source.recv(CHUNK)
            if not chunk:
                return
            if source is self.near:
                self.proxy.note(tail + chunk, len(tail))
                tail = chunk[-TAIL:]
            else:
                self._withhold()
            if not self.is_cut:
                sink.sendall(chunk)

    def _withhold(self) -> None:
        hold = self.proxy.hold
        if hold and hold.answer and hold.passed >= hold.nth:
            hold.reached.set()
            hold.released.wait()

    def _end(self, end: socket.socket) -> None:
        try:
            if self.is_cut and self.proxy.cut is Cut.RESET:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            else:
                end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        end.close()
