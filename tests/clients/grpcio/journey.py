"""gRPC for Python: what every program has to be able to do. Prints a line of JSON for each check."""

import json
import os
import traceback
import urllib.parse
import urllib.request
from contextlib import contextmanager

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

import stubs

URL = os.environ["KADANS_URL"].removeprefix("http://")
# Longer than anything should take, on a machine that does much else.
LONG = 30
ABSENT = "018f0000-0000-7000-8000-000000000001"


@contextmanager
def check(what: str):
    """Reports whether what is done within it works."""
    try:
        yield
        print(json.dumps({"what": what}), flush=True)
    except Exception:
        print(json.dumps({"what": what, "error": traceback.format_exc()}), flush=True)


def same(actual, expected) -> None:
    """Fails, with both, if they differ."""
    if actual != expected:
        raise AssertionError(f"{actual!r} instead of {expected!r}")


def refusal(call, request, **options):
    """Code, stable reason and wrong fields of a call that has to fail."""
    try:
        call(request, timeout=LONG, **options)
    except grpc.RpcError as error:
        details = {any.TypeName(): any for any in rpc_status.from_call(error).details}
        info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
        details["google.rpc.ErrorInfo"].Unpack(info)
        if "google.rpc.BadRequest" in details:
            details["google.rpc.BadRequest"].Unpack(bad)
        same(info.domain, "kadans")
        return error.code(), info.reason, sorted(violation.field for violation in bad.field_violations)
    raise AssertionError("the call was not refused")


def notify(state: str) -> None:
    """Posts a notification about the agent, as Odigo does."""
    form = urllib.parse.urlencode({"agentId": os.environ["AGENT"], "state": state}).encode()
    # No proxy stands between this machine and itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(os.environ["NOTIFICATION_URL"], form, timeout=LONG) as answer:
        same(answer.status, 204)


def watches(adherence, request, bearer) -> None:
    """Watches until the snapshot is complete, causes news, and goes on until they come."""
    events = adherence.WatchAdherence(request, metadata=bearer, timeout=LONG)
    names = []
    for message in events:
        kind = message.WhichOneof("event")
        if kind == "snapshot":
            names += [person.name for person in message.snapshot.people]
        elif kind == "snapshot_complete":
            same(names, ["Zoé Quirrel"])
            same(message.snapshot_complete.resume_token != b"", True)
            notify("SAID_TO_GRPCIO")
        elif kind == "changes" and message.changes.people[0].actual.status == "SAID_TO_GRPCIO":
            events.cancel()
            return
    raise AssertionError("the stream ended by itself")


def main() -> None:
    """The whole journey."""
    from kadans.v1 import (
        adherence_service_pb2,
        adherence_service_pb2_grpc,
        integration_service_pb2,
        integration_service_pb2_grpc,
        mapping_service_pb2,
        mapping_service_pb2_grpc,
        session_service_pb2,
        session_service_pb2_grpc,
    )

    channel = grpc.insecure_channel(URL)
    mapping = mapping_service_pb2_grpc.MappingServiceStub(channel)
    integrations = integration_service_pb2_grpc.IntegrationServiceStub(channel)
    adherence = adherence_service_pb2_grpc.AdherenceServiceStub(channel)
    bearer = ()
    with check("signs in"):
        sessions = session_service_pb2_grpc.SessionServiceStub(channel)
        email, password = os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]
        request = session_service_pb2.SignInRequest(email=email, password=password)
        answer = sessions.SignIn(request, timeout=LONG)
        same(answer.session.principal.email, email)
        bearer = (("authorization", f"Bearer {answer.access_token}"),)
    with check("lists"):
        answer = mapping.ListActivities(mapping_service_pb2.ListActivitiesRequest(), metadata=bearer, timeout=LONG)
        same(sorted(activity.name for activity in answer.activities), ["Offline", "Present"])
    with check("watches: a snapshot, then what happens"):
        watches(adherence, adherence_service_pb2.WatchAdherenceRequest(), bearer)
    new = integration_service_pb2.CreateIntegrationRequest
    with check("is told every field that is wrong"):
        wrong = refusal(integrations.CreateIntegration, new(time_zone="Moon"), metadata=bearer)
        fields = ["name", "time_zone", "vendor_id"]
        same(wrong, (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_REQUEST", fields))
    with check("is told that a name is taken"):
        taken = new(vendor_id="odigo", name=os.environ["TAKEN"])
        same(refusal(integrations.CreateIntegration, taken, metadata=bearer)[1:], ("INVALID_REQUEST", ["name"]))
    with check("is told what is not there"):
        absent = integration_service_pb2.GetIntegrationRequest(id=ABSENT)
        absent = refusal(integrations.GetIntegration, absent, metadata=bearer)
        same(absent, (grpc.StatusCode.NOT_FOUND, "NOT_FOUND", []))
    with check("is told to sign in"):
        stranger = refusal(mapping.ListActivities, mapping_service_pb2.ListActivitiesRequest())
        same(stranger, (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_MISSING", []))
    channel.close()


if __name__ == "__main__":
    generated = stubs.generate()
    main()
