import { Code, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { Role } from "../../gen/kadans/v1/session_pb";
import { type ChangePasswordRequest, SessionService } from "../../gen/kadans/v1/session_service_pb";
import { refusal, refused } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const PRESENT = "correct horse battery";

let sent: ChangePasswordRequest[];

const services = ({ rpc }: ConnectRouter) => {
  rpc(SessionService.method.changePassword, (request) => {
    if (request.presentPassword === "too often") throw refused(Code.ResourceExhausted, "THROTTLED");
    if (request.presentPassword !== PRESENT) {
      throw refusal([{ field: "present_password", description: "is wrong", reason: "WRONG_PASSWORD" }]);
    }
    sent.push(request);
    return {};
  });
};

const open = () => renderApp({ path: "/password", services, session: sessionOf(Role.SUPERVISOR) });
const field = (name: string) => screen.findByLabelText(name);

async function fill(user: ReturnType<typeof open>["user"], present: string, chosen: string, repeated = chosen) {
  await user.type(await field("Present password"), present);
  await user.type(await field("New password"), chosen);
  await user.type(await field("Repeat the new password"), `${repeated}{Enter}`);
}

beforeEach(() => {
  sent = [];
});

describe("changing the password", () => {
  it("is reached from the user menu, whatever the role", async () => {
    const { user, router } = renderApp({ path: "/users", services, session: sessionOf(Role.SUPERVISOR) });
    await user.click(await screen.findByRole("button", { name: "Ana Martín" }));
    await user.click(await screen.findByRole("menuitem", { name: "Change password" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Change password" })).toBeTruthy();
    expect(router.state.location.pathname).toBe("/password");
  });

  it("says that other sessions have ended", async () => {
    const { user } = open();
    await fill(user, PRESENT, "paper boat in the rain");
    expect((await screen.findByText(/other sessions have ended/)).textContent).toBeTruthy();
    expect(sent[0]).toMatchObject({ presentPassword: PRESENT, newPassword: "paper boat in the rain" });
  });

  it("shows at the fields what is wrong before anything is sent", async () => {
    const { user } = open();
    await fill(user, PRESENT, "short", "shirt");
    expect(await screen.findByText("Use at least 12 characters.")).toBeTruthy();
    expect(screen.getByText("This differs from the password above.")).toBeTruthy();
    await waitFor(async () => expect(document.activeElement).toBe(await field("New password")));
    expect(sent).toEqual([]);
  });

  it("refuses the present password as the new one", async () => {
    const { user } = open();
    await fill(user, PRESENT, PRESENT);
    expect(await screen.findByText("Choose another password than the present one.")).toBeTruthy();
  });

  it("says at its field that the present password is wrong", async () => {
    const { user } = open();
    await fill(user, "a wrong password", "paper boat in the rain");
    expect(await screen.findByText("This is not your present password.")).toBeTruthy();
    await waitFor(async () => expect(document.activeElement).toBe(await field("Present password")));
  });

  it("says to wait after too many tries", async () => {
    const { user } = open();
    await fill(user, "too often", "paper boat in the rain");
    expect((await screen.findByRole("alert")).textContent).toContain("Wait a moment");
  });

  it("shows what was typed on request", async () => {
    const { user } = open();
    const present = (await field("Present password")) as HTMLInputElement;
    await user.type(present, "abc");
    expect(present.type).toBe("password");
    await user.click(screen.getAllByRole("button", { name: "Show the password" })[0] as HTMLElement);
    expect(present.type).toBe("text");
  });
});
