import { Code, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Role } from "../../gen/kadans/v1/session_pb";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { refusal, refused } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const services = ({ rpc }: ConnectRouter) => {
  rpc(SessionService.method.redeemInvitation, ({ token, name, password }) => {
    if (token === "used") throw refused(Code.FailedPrecondition, "INVITATION_OVER");
    if (token === "nameless" && !name)
      throw refusal([{ field: "name", description: "is missing", reason: "REQUIRED" }]);
    if (password.startsWith("password")) {
      throw refusal([{ field: "password", description: "must not be a common one", reason: "COMMON_PASSWORD" }]);
    }
    const accessTokenExpireTime = { seconds: BigInt(Math.floor(Date.now() / 1000) + 600) };
    return { accessToken: "token", accessTokenExpireTime, session: sessionOf(Role.SUPERVISOR) };
  });
};

const open = (token: string) => {
  window.location.hash = token;
  return renderApp({ path: "/welcome", services, session: null });
};

async function fill(user: ReturnType<typeof open>["user"], password: string) {
  await user.type(await screen.findByLabelText("Name"), "Sofía Vega");
  await user.type(screen.getByLabelText("Password"), password);
  await user.type(screen.getByLabelText("Repeat the password"), `${password}{Enter}`);
}

beforeEach(() => {
  window.location.hash = "";
});

afterEach(() => {
  window.location.hash = "";
});

describe("taking up an invitation", () => {
  it("leads straight in", async () => {
    const { user, router } = open("fresh");
    await fill(user, "paper boat in the rain");
    await waitFor(() => expect(router.state.location.pathname).toBe("/board"));
  });

  it("needs no name from somebody who has one, and asks for it at its field if nobody gave one", async () => {
    const { user } = open("nameless");
    await user.type(await screen.findByLabelText("Password"), "paper boat in the rain");
    await user.type(screen.getByLabelText("Repeat the password"), "paper boat in the rain{Enter}");
    expect(await screen.findByText("Fill in this field.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Name")));
  });

  it("says at the field that a password is too weak", async () => {
    const { user } = open("fresh");
    await fill(user, "short");
    expect(await screen.findByText("Use at least 12 characters.")).toBeTruthy();
    await user.type(screen.getByLabelText("Password"), "{Control>}a{/Control}password1234");
    await user.type(screen.getByLabelText("Repeat the password"), "{Control>}a{/Control}password1234{Enter}");
    expect(await screen.findByText("Must not be a common one")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Password")));
  });

  it("says what to do with a link that no longer works", async () => {
    const { user, router } = open("used");
    await fill(user, "paper boat in the rain");
    const alert = within(await screen.findByRole("alert"));
    expect(alert.getByText(/Ask whoever sent it to you for a new one/)).toBeTruthy();
    await user.click(alert.getByRole("link", { name: /sign in/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  });

  it("says so if half of the link is missing", async () => {
    open("");
    expect(await screen.findByText("The link is not complete")).toBeTruthy();
  });
});
