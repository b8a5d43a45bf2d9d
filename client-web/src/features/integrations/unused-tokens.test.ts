import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { UrlTokenSchema } from "../../gen/kadans/v1/url_token_pb";
import { unusedTokens } from "./unused-tokens";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const ago = (minutes: number) => timestampFromMs(NOW - minutes * 60_000);

const token = (hint: string, created: number, used?: number, fields: MessageInitShape<typeof UrlTokenSchema> = {}) =>
  create(UrlTokenSchema, {
    id: hint,
    hint,
    createTime: ago(created),
    lastUseTime: used === undefined ? undefined : ago(used),
    ...fields,
  });
const unused = (...tokens: ReturnType<typeof token>[]) => unusedTokens(tokens, NOW).map((one) => one.token.hint);

it("what was not used since the newest one has been in use is no longer used", () => {
  expect(unused(token("new", 60, 0), token("old", 9000, 50))).toEqual(["old"]);
});

it("what was never used is no longer used once something newer is", () => {
  expect(unused(token("new", 60, 0), token("old", 9000))).toEqual(["old"]);
});

it("what is still used beside the newest one is used", () => {
  expect(unused(token("new", 60, 0), token("old", 9000, 1))).toEqual([]);
});

it("nothing is said while the newest one has not been used", () => {
  expect(unused(token("new", 60), token("old", 9000, 30))).toEqual([]);
});

it("what does not hold any more is not asked about", () => {
  const revoked = token("revoked", 9000, 50, { revokeTime: ago(40) });
  const expired = token("expired", 9000, 50, { expireTime: ago(40) });
  expect(unused(token("new", 60, 0), revoked, expired)).toEqual([]);
});

it("a newest one that does not hold is no successor", () => {
  const revoked = token("revoked", 10, 1, { revokeTime: ago(0) });
  expect(unused(revoked, token("old", 9000, 50))).toEqual([]);
});
