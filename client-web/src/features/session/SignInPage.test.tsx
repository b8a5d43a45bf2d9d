import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const services = ({ rpc }: ConnectRouter) => {
  rpc(SessionService.method.signIn, ({ password }) => {
    if (password !== "correct horse") throw new ConnectError("no", Code.Unauthenticated);
    const accessTokenExpireTime = { seconds: BigInt(Math.floor(Date.now() / 1000) + 600) };
    return { accessToken: "token", accessTokenExpireTime, session: sessionOf(Role.ADMIN) };
  });
  rpc(IntegrationService.method.listIntegrations, () => ({}));
};

describe("signing in", () => {
  it("shows all that is wrong at once, and focuses the first bad field", async () => {
    const { user } = renderApp({ path: "/sign-in", services, session: null });
    await user.click(await screen.findByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Enter an e-mail address, like name@example.com.")).toBeTruthy();
    expect(screen.getByText("Fill in this field.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("E-mail")));
  });

  it("says that e-mail address and password don't belong together, not which of them is wrong", async () => {
    const { user } = renderApp({ path: "/sign-in", services, session: null });
    await user.type(await screen.findByLabelText("E-mail"), "ana@demo.example");
    await user.type(screen.getByLabelText("Password"), "guess{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("don’t belong together");
  });

  it("leads to where somebody wanted to go", async () => {
    const { user, router } = renderApp({ path: "/integrations", services, session: null });
    await user.type(await screen.findByLabelText("E-mail"), "ana@demo.example");
    await user.type(screen.getByLabelText("Password"), "correct horse{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Integrations" })).toBeTruthy();
    expect(router.state.location.pathname).toBe("/integrations");
  });
});
