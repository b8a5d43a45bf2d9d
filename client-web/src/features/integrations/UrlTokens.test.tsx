import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { IntegrationState } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { type UrlToken, UrlTokenSchema } from "../../gen/kadans/v1/url_token_pb";
import { renderApp } from "../../testing/render-app";

const URL_WITH_SECRET = "https://kadans.example.com/notify/abc_secret";

let tokens: UrlToken[];
let overlaps: (bigint | undefined)[];

const token = (fields: MessageInitShape<typeof UrlTokenSchema>) =>
  create(UrlTokenSchema, { id: fields.hint, creatorName: "Ana Martín", createTime: timestampNow(), ...fields });

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.getIntegration, ({ id }) => ({
    integration: { id, name: "Odigo Madrid", state: IntegrationState.ACTIVE, timeZone: "Europe/Madrid" },
  }));
  rpc(IntegrationService.method.getIntegrationHealth, () => ({ health: {} }));
  rpc(IntegrationService.method.listUrlTokens, () => ({ urlTokens: tokens }));
  rpc(IntegrationService.method.generateUrlToken, ({ overlap }) => {
    overlaps.push(overlap?.seconds);
    tokens = [token({ hint: "abc" }), ...tokens];
    return { urlToken: tokens[0], notificationUrl: URL_WITH_SECRET };
  });
  rpc(IntegrationService.method.revokeUrlToken, ({ id }) => {
    tokens = tokens.map((one) => (one.id === id ? token({ hint: one.hint, revokeTime: timestampNow() }) : one));
    return {};
  });
  rpc(MappingService.method.listExternalUsers, () => ({}));
  rpc(MappingService.method.listExternalStatuses, () => ({}));
};

const open = () => renderApp({ path: "/integrations/madrid", services });

beforeEach(() => {
  tokens = [];
  overlaps = [];
});

describe("a new URL token", () => {
  it("is shown once, until somebody says that it is stored", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    expect(await screen.findByText(URL_WITH_SECRET)).toBeTruthy();
    const close = screen.getByRole("button", { name: "Close" });
    expect((close as HTMLButtonElement).disabled).toBe(true);

    await user.keyboard("{Escape}");
    expect(screen.getByText(URL_WITH_SECRET)).toBeTruthy();

    await user.click(screen.getByLabelText("I have stored it"));
    await user.click(close);
    await waitFor(() => expect(screen.queryByText(URL_WITH_SECRET)).toBeNull());
    expect(document.body.textContent).not.toContain("secret");
    expect(await screen.findByText("abc")).toBeTruthy();
  });

  it("is copied, and says so", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    await user.click(await screen.findByRole("button", { name: "Copy" }));
    expect(await screen.findByText("Copied to the clipboard.")).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe(URL_WITH_SECRET);
  });

  it("keeps the page from being left while it shows", async () => {
    const { user, router } = open();
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    await screen.findByText(URL_WITH_SECRET);
    router.navigate({ to: "/employees" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(router.state.location.pathname).toBe("/integrations/madrid");
    expect(screen.getByText(URL_WITH_SECRET)).toBeTruthy();
  });

  it("lets the one before go on working for seven days if nothing else is chosen", async () => {
    tokens = [token({ hint: "old" })];
    const { user } = open();
    await screen.findByText("old");
    await user.click(screen.getByRole("button", { name: "Generate" }));
    expect((await screen.findByLabelText("7 days")) as HTMLInputElement).toHaveProperty("checked", true);
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Generate" }));
    await screen.findByText(URL_WITH_SECRET);
    expect(overlaps).toEqual([604_800n]);
  });
});

describe("the text for Odigo", () => {
  it("has the URL as long as that is shown", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Notification URL" }));
    await user.click(dialog.getByRole("button", { name: "Text to send to Odigo" }));
    await user.click(dialog.getByRole("button", { name: "Copy the text" }));
    const text = await navigator.clipboard.readText();
    expect(text).toContain(URL_WITH_SECRET);
    expect(text).toContain("switch on sending notifications to an external server");
    expect(text).toContain("Restart the server");
  });

  it("names nothing but the hint afterwards", async () => {
    tokens = [token({ hint: "abc" })];
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Text to send to Odigo" }));
    const text = (await screen.findByTestId("odigo-request")).textContent;
    await waitFor(() => expect(screen.getByTestId("odigo-request").textContent).toContain("“abc”"));
    expect(text).not.toContain("/notify/");
  });
});

describe("the list of URL tokens", () => {
  it("leads to the first one while it is empty", async () => {
    open();
    expect(await screen.findByText("No URL token yet")).toBeTruthy();
  });

  it("revokes a token once that is confirmed", async () => {
    tokens = [token({ hint: "old" })];
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Revoke old" }));
    await user.click(await screen.findByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Revoked")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Revoke old" })).toBeNull();
  });

  it("says when a token was last used as exactly as that is known, to the minute", async () => {
    const secondsAgo = (seconds: number) => timestampFromMs(Date.now() - seconds * 1_000);
    tokens = [
      token({ hint: "new", lastUseTime: secondsAgo(20) }),
      token({ hint: "old", lastUseTime: secondsAgo(130) }),
    ];
    open();
    expect(await screen.findByText("less than a minute ago")).toBeTruthy();
    expect(screen.getByText("2 min. ago")).toBeTruthy();
  });

  it("offers to revoke what is no longer used, and says since when", async () => {
    const minutesAgo = (minutes: number) => timestampFromMs(Date.now() - minutes * 60_000);
    tokens = [
      token({ hint: "new", createTime: minutesAgo(90), lastUseTime: minutesAgo(1) }),
      token({ hint: "old", createTime: minutesAgo(9000), lastUseTime: minutesAgo(60) }),
    ];
    const { user } = open();
    expect(await screen.findByText("old is no longer used: revoke it?")).toBeTruthy();
    expect(screen.getByText(/It was last used on/).textContent).toContain("The newer new is in use");
    await user.click(screen.getByRole("button", { name: "Revoke the old one" }));
    expect(await screen.findByText("Revoked")).toBeTruthy();
    await waitFor(() => expect(screen.queryByText("old is no longer used: revoke it?")).toBeNull());
  });
});
