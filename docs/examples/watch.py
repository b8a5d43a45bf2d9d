"""Watches adherence, and goes on where it stopped when the connection breaks.

    KADANS_TOKEN=… python3 watch.py http://127.0.0.1:8080

It needs grpcio and the stubs that grpcio-tools generates from the folder `proto`, see the README.
"""

import os
import queue
import random
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import grpc
from kadans.v1 import adherence_pb2, adherence_service_pb2, adherence_service_pb2_grpc

# A heartbeat comes every 15 seconds: a longer silence is a dead connection.
SILENCE = 35.0
SHORTEST_WAIT = 0.5
LONGEST_WAIT = 30.0
# Trying again with the same credential can't help.
FINAL = {grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED}


class Board:
    """What this program knows: everybody on the board, and where to go on."""

    def __init__(self) -> None:
        self.people = {}
        self.arriving = {}
        self.resume_token = b""

    def take(self, message: adherence_service_pb2.WatchAdherenceResponse) -> None:
        """Takes one message of the stream over."""
        kind = message.WhichOneof("event")
        if kind == "snapshot":
            self.arriving.update((person.employee_id, person) for person in message.snapshot.people)
        elif kind == "snapshot_complete":
            self.complete(message.snapshot_complete)
        elif kind == "changes":
            for person in message.changes.people:
                say(f"{person.name}: {adherence_pb2.AdherenceStatus.Name(person.status)}")
                self.people[person.employee_id] = person
        elif kind == "removed":
            for employee_id in message.removed.employee_ids:
                self.people.pop(employee_id, None)
        elif kind in ("heartbeat", "position"):
            self.resume_token = getattr(message, kind).resume_token

    def complete(self, complete: adherence_service_pb2.SnapshotComplete) -> None:
        """Puts together what was known and what has arrived."""
        if complete.resumed:
            # Only what was missed came; whoever is not listed has left the board.
            known = self.people | self.arriving
            self.people = {id: known[id] for id in complete.employee_ids if id in known}
        else:
            self.people = self.arriving
        self.arriving = {}
        self.resume_token = complete.resume_token
        out = sum(person.status == adherence_pb2.ADHERENCE_STATUS_OUT for person in self.people.values())
        how = "went on" if complete.resumed else "began anew"
        say(f"{how}: {len(self.people)} people, {out} out of adherence")


def say(line: str) -> None:
    """Prints a line at once, even into a pipe."""
    print(line, flush=True)


def unless_silent(stream: grpc.RpcContext) -> Iterator[adherence_service_pb2.WatchAdherenceResponse]:
    """The messages of a stream, which is given up when it is silent for too long."""
    arrived = queue.SimpleQueue()

    def read() -> None:
        try:
            for message in stream:
                arrived.put(message)
            arrived.put(None)
        except grpc.RpcError as error:
            arrived.put(error)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            message = arrived.get(timeout=SILENCE)
        except queue.Empty:
            stream.cancel()
            raise TimeoutError("no heartbeat") from None
        if message is None:
            return
        if isinstance(message, grpc.RpcError):
            raise message
        yield message


def watch(channel: grpc.Channel, token: str, board: Board) -> None:
    """Watches until the stream ends."""
    request = adherence_service_pb2.WatchAdherenceRequest(resume_token=board.resume_token)
    bearer = (("authorization", f"Bearer {token}"),)
    stream = adherence_service_pb2_grpc.AdherenceServiceStub(channel).WatchAdherence(request, metadata=bearer)
    for message in unless_silent(stream):
        board.take(message)


def open_channel(url: str) -> grpc.Channel:
    """A connection to the server."""
    scheme, address = urlsplit(url)[:2]
    if scheme == "https":
        return grpc.secure_channel(address, grpc.ssl_channel_credentials())
    return grpc.insecure_channel(address)


def main() -> None:
    """Watches for ever."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    token = os.environ["KADANS_TOKEN"]
    board = Board()
    longest = SHORTEST_WAIT
    while True:
        known = board.resume_token
        # Each try has a connection of its own: whatever was wrong with the one before is gone.
        with open_channel(url) as channel:
            try:
                watch(channel, token, board)
                why = "the stream ended"
            except grpc.RpcError as error:
                if error.code() in FINAL:
                    sys.exit(f"{error.code().name}: {error.details()}")
                why = f"{error.code().name}: {error.details()}"
            except TimeoutError as error:
                why = str(error)
        board.arriving = {}
        if board.resume_token != known:
            longest = SHORTEST_WAIT
        # Full jitter: programs that lost the same server do not come back all at once.
        wait = random.uniform(0, longest)
        say(f"{why}; trying again in {wait:.1f} s")
        time.sleep(wait)
        longest = min(longest * 2, LONGEST_WAIT)


if __name__ == "__main__":
    main()
