// What every program has to be able to do, whatever it calls with.
import assert from "node:assert/strict";
import { fromBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { BadRequestSchema, ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import { ADMIN, notify, TAKEN } from "./office.mjs";

/** Longer than anything should take, on a machine that does much else. */
const LONG_MS = 30_000;
const ABSENT = "018f0000-0000-7000-8000-000000000001";

/** A call that failed, as any client tells it. */
export class Failure extends Error {
  /** @param details google.protobuf.Any, each as `type` without its host, and `value` as bytes. */
  constructor(code, message, details) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/**
 * Does the journey with one program. `call(method, request, token)` gives the answer to a unary call and
 * `watch(method, request, token, signal)`, if the program has it, the messages of a stream as they come, all of them in
 * Protobuf's JSON; failures are thrown as {@link Failure}. `check(what, work)` reports.
 */
export async function journey({ call, watch }, name, notificationUrl, check) {
  let token = "";
  await check("signs in", async () => {
    const { email, password } = ADMIN;
    const answer = await call("kadans.v1.SessionService/SignIn", { email, password });
    assert.equal(answer.session.principal.email, email);
    token = answer.accessToken;
  });
  await check("lists", async () => {
    const { activities } = await call("kadans.v1.MappingService/ListActivities", {}, token);
    assert.deepEqual(activities.map((activity) => activity.name).sort(), ["Offline", "Present"]);
  });
  const checkOfStreams = watch ? check : () => {};
  await checkOfStreams("watches: a snapshot, then what happens", async () => {
    const news = `SAID_TO_${name.toUpperCase().replaceAll(/\W+/g, "_")}`;
    await seesLive(watch, token, news, () => notify(notificationUrl, news));
  });
  await check("is told every field that is wrong", async () => {
    const failure = await refused(call("kadans.v1.IntegrationService/CreateIntegration", { timeZone: "Moon" }, token));
    assert.deepEqual([failure.code, failure.reason], ["InvalidArgument", "INVALID_REQUEST"]);
    assert.deepEqual(failure.fields.map(({ field }) => field).sort(), ["name", "time_zone", "vendor_id"]);
  });
  await check("is told that a name is taken", async () => {
    const request = { vendorId: "odigo", name: TAKEN };
    const failure = await refused(call("kadans.v1.IntegrationService/CreateIntegration", request, token));
    assert.equal(failure.reason, "INVALID_REQUEST");
    assert.deepEqual(
      failure.fields.map(({ field, reason }) => [field, reason]),
      [["name", "TAKEN"]],
    );
  });
  await check("is told what is not there", async () => {
    const failure = await refused(call("kadans.v1.IntegrationService/GetIntegration", { id: ABSENT }, token));
    assert.deepEqual([failure.code, failure.reason], ["NotFound", "NOT_FOUND"]);
  });
  await check("is told to sign in", async () => {
    const failure = await refused(call("kadans.v1.MappingService/ListActivities", {}));
    assert.deepEqual([failure.code, failure.reason], ["Unauthenticated", "TOKEN_MISSING"]);
  });
  await checkOfStreams("is told to sign in by a stream", async () => {
    const stream = watch("kadans.v1.AdherenceService/WatchAdherence", {}, "", AbortSignal.timeout(LONG_MS));
    const failure = await refused(stream.next());
    assert.deepEqual([failure.code, failure.reason], ["Unauthenticated", "TOKEN_MISSING"]);
  });
}

/** Watches until the snapshot is complete, causes the news, and goes on until they come. */
async function seesLive(watch, token, news, cause) {
  const end = new AbortController();
  const late = setTimeout(() => end.abort(new Error("what was waited for did not come")), LONG_MS);
  const snapshot = [];
  let complete = false;
  try {
    for await (const event of watch("kadans.v1.AdherenceService/WatchAdherence", {}, token, end.signal)) {
      snapshot.push(...(event.snapshot?.people ?? []));
      if (event.snapshotComplete) {
        assert.deepEqual(
          snapshot.map((person) => person.name),
          ["Zoé Quirrel"],
        );
        assert.ok(event.snapshotComplete.resumeToken.length > 0);
        complete = true;
        await cause();
      }
      if (complete && event.changes?.people.some((person) => person.actual.status === news)) return;
    }
  } finally {
    clearTimeout(late);
    end.abort();
  }
  throw new Error("the stream ended by itself");
}

/** What a call that has to fail tells. */
async function refused(answer) {
  const failure = await answer.then(
    () => assert.fail("the call was not refused"),
    (error) => error,
  );
  if (!(failure instanceof Failure)) throw failure;
  const detail = (type) => failure.details.find((detail) => detail.type === type)?.value;
  const info = detail("google.rpc.ErrorInfo");
  assert.ok(info, `there is no ErrorInfo in ${JSON.stringify(failure)}`);
  const { reason, domain } = fromBinary(ErrorInfoSchema, info);
  assert.equal(domain, "kadans");
  assert.notEqual(failure.message, "");
  const badRequest = detail("google.rpc.BadRequest");
  const fields = badRequest ? fromBinary(BadRequestSchema, badRequest).fieldViolations : [];
  return { code: Code[failure.code], reason, fields };
}
