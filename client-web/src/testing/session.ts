import { create } from "@bufbuild/protobuf";
import { type Role, type Session, SessionSchema } from "../gen/kadans/v1/session_pb";

/** Somebody of an account in Madrid. */
export function sessionOf(...roles: Role[]): Session {
  return create(SessionSchema, {
    id: "session",
    principal: { id: "ana", name: "Ana Martín", email: "ana@demo.example", roles },
    account: { id: "account", name: "Contact Centre Iberia", timeZone: "Europe/Madrid" },
  });
}
