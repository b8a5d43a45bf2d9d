import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { IntegrationState } from "../../../gen/kadans/v1/integration_pb";
import {
  type CreateIntegrationRequest,
  IntegrationService,
  type TestWebServiceRequest,
  type UpdateIntegrationRequest,
} from "../../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../../gen/kadans/v1/mapping_service_pb";
import {
  WebServiceAuthentication,
  type WebServiceSchema,
  WebServiceState,
  WebServiceTestResult,
} from "../../../gen/kadans/v1/web_service_pb";
import { refusal } from "../../../testing/refusal";
import { renderApp } from "../../../testing/render-app";

const URL = "https://example.odigo.cx/tenant";
const STORED = { url: URL, username: "kadans", hasPassword: true, authentication: WebServiceAuthentication.BASIC };

let webService: MessageInitShape<typeof WebServiceSchema> | undefined;
let created: CreateIntegrationRequest[];
let updated: UpdateIntegrationRequest[];
let tested: TestWebServiceRequest[];
let outcome: { result: WebServiceTestResult; detail?: string };
let fault: Error | undefined;

const integration = () => ({
  id: "madrid",
  vendorId: "odigo",
  name: "Odigo Madrid",
  timeZone: "Europe/Madrid",
  etag: "first",
  state: IntegrationState.ACTIVE,
  webService,
});

const services = ({ rpc }: ConnectRouter) => {
  const { method } = IntegrationService;
  rpc(method.listVendors, () => ({ vendors: [{ id: "odigo", name: "Odigo", available: true }] }));
  rpc(method.getIntegration, () => ({ integration: integration() }));
  rpc(method.listUrlTokens, () => ({}));
  rpc(method.getIntegrationHealth, () => ({
    health: { webService: { state: webService ? WebServiceState.ANSWERING : WebServiceState.NOT_USED } },
  }));
  rpc(MappingService.method.listExternalUsers, () => ({}));
  rpc(MappingService.method.listExternalStatuses, () => ({}));
  rpc(method.createIntegration, (request) => {
    if (request.validateOnly) return {};
    if (fault) throw fault;
    created.push(request);
    webService = request.webService && { ...request.webService, password: "", hasPassword: true };
    return { integration: integration() };
  });
  rpc(method.updateIntegration, (request) => {
    if (request.validateOnly) return {};
    updated.push(request);
    webService = request.integration?.webService && { ...STORED, url: request.integration.webService.url };
    return { integration: integration() };
  });
  rpc(method.testWebService, (request) => {
    if (fault) throw fault;
    tested.push(request);
    return outcome;
  });
};

beforeEach(() => {
  webService = undefined;
  created = [];
  updated = [];
  tested = [];
  outcome = { result: WebServiceTestResult.OK };
  fault = undefined;
});

const box = () => screen.findByRole("checkbox", { name: /^Import detailed break agent statuses/ });
const urlField = () => screen.findByRole("textbox", { name: /^Odigo URL including tenant ID/ });
const passwordField = () => screen.getByLabelText(/^Password/);
const press = (name: string) => screen.getByRole("button", { name });

describe("a new integration", () => {
  const open = async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.type(await screen.findByLabelText(/Integration name/), "Odigo Madrid");
    await user.click(await box());
    return user;
  };

  it("asks for no web service unless break types are imported", async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.type(await screen.findByLabelText(/Integration name/), "Odigo Madrid");
    expect(screen.queryByLabelText(/^Username/)).toBeNull();
    await user.click(press("Save integration"));
    await screen.findByRole("heading", { name: "Odigo Madrid" });
    expect(created.map(({ webService }) => webService)).toEqual([undefined]);
  });

  it("needs URL, username and password of the web service then", async () => {
    const user = await open();
    await user.click(press("Save integration"));
    expect(await screen.findAllByText("Fill in this field.")).toHaveLength(3);
    await waitFor(async () => expect(document.activeElement).toBe(await urlField()));
    expect(created).toEqual([]);
  });

  it("stores what was entered, and leaves the rest to the defaults", async () => {
    const user = await open();
    await user.type(await urlField(), ` ${URL} `);
    await user.type(screen.getByLabelText(/^Username/), "kadans");
    await user.type(passwordField(), "geheim");
    await user.click(press("Save integration"));
    await screen.findByRole("heading", { name: "Odigo Madrid" });
    expect(created[0]?.webService).toMatchObject({
      url: URL,
      username: "kadans",
      password: "geheim",
      agentUrlTemplate: "",
      breakStatuses: [],
    });
    expect(await screen.findByText("Stored; it is never shown")).toBeTruthy();
    expect(document.body.textContent).not.toContain("geheim");
  });

  it("shows at each field what the server refuses, those under Advanced included", async () => {
    fault = refusal([
      { field: "web_service.url", description: "must begin with https://", reason: "NOT_HTTPS" },
      { field: "web_service.detail_pointer", description: "no pointer", reason: "NOT_A_POINTER" },
    ]);
    const user = await open();
    await user.type(await urlField(), "http://example.odigo.cx/tenant");
    await user.type(screen.getByLabelText(/^Username/), "kadans");
    await user.type(passwordField(), "geheim");
    await user.click(press("Save integration"));
    expect(await screen.findByText("Enter a URL that begins with https://.")).toBeTruthy();
    expect(screen.getByText("Enter a JSON pointer, like /pauseType.")).toBeTruthy();
    await waitFor(async () => expect(document.activeElement).toBe(await urlField()));
  });

  it("shows the defaults where they can be changed", async () => {
    const user = await open();
    await user.click(press("Advanced"));
    expect(screen.getByPlaceholderText("{base}/agent/v1/agents/{login}")).toBeTruthy();
    expect(screen.queryByPlaceholderText("X-API-TOKEN")).toBeNull();
    await user.click(screen.getByLabelText(/for a token/));
    expect(screen.getByPlaceholderText("X-API-TOKEN")).toBeTruthy();
  });
});

describe("the test of the connection", () => {
  const open = async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.click(await box());
    await user.type(await urlField(), URL);
    await user.type(screen.getByLabelText(/^Username/), "kadans");
    await user.type(passwordField(), "geheim");
    return user;
  };

  it("sends nothing before all is entered that it needs", async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.click(await box());
    await user.click(press("Test connection"));
    expect(await screen.findAllByText("Fill in this field.")).toHaveLength(3);
    expect(tested).toEqual([]);
  });

  it.each([
    [WebServiceTestResult.UNREACHABLE, "The web service can’t be reached"],
    [WebServiceTestResult.WRONG_CREDENTIALS, "Username or password is wrong"],
    [WebServiceTestResult.WRONG_TENANT, "The tenant ID is wrong"],
    [WebServiceTestResult.UNEXPECTED_ANSWER, "The web service answered something unexpected"],
  ])("says what failed: %i", async (result, words) => {
    outcome = { result };
    const user = await open();
    await user.click(press("Test connection"));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("tells the break type of the agent it was tried with", async () => {
    outcome = { result: WebServiceTestResult.OK, detail: "LUNCH" };
    const user = await open();
    await user.type(screen.getByLabelText(/^Agent to try it with/), "jdoe{Enter}");
    expect(await screen.findByText("LUNCH")).toBeTruthy();
    expect(tested[0]?.login).toBe("jdoe");
    expect(created).toEqual([]);
  });

  it("says nothing of what is no longer entered", async () => {
    const user = await open();
    await user.click(press("Test connection"));
    expect(await screen.findByText("The web service answers")).toBeTruthy();
    await user.type(passwordField(), "x");
    expect(screen.queryByText("The web service answers")).toBeNull();
  });
});

describe("an integration with a web service", () => {
  const open = async () => {
    webService = STORED;
    const { user } = renderApp({ path: "/integrations/madrid", services });
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    await box();
    return user;
  };

  it("keeps its password while the URL stays", async () => {
    const user = await open();
    expect(screen.getByText(/A password is stored; it is never shown/)).toBeTruthy();
    await user.type(screen.getByLabelText(/^Username/), "2");
    await user.click(press("Save integration"));
    await waitFor(() => expect(updated).toHaveLength(1));
    expect(updated[0]?.updateMask?.paths).toEqual(["name", "time_zone", "web_service"]);
    expect(updated[0]?.integration?.webService).toMatchObject({ username: "kadans2", password: "" });
  });

  it("wants its password again for another URL", async () => {
    const user = await open();
    await user.type(await urlField(), "2");
    expect(await screen.findByText("The URL has changed: enter the password again.")).toBeTruthy();
    await user.click(press("Save integration"));
    expect(await screen.findByText("Fill in this field.")).toBeTruthy();
    expect(updated).toEqual([]);
  });

  it("is tested with the stored password", async () => {
    const user = await open();
    await user.click(press("Test connection"));
    expect(await screen.findByText("The web service answers")).toBeTruthy();
    expect(tested[0]).toMatchObject({ integrationId: "madrid", webService: { password: "" } });
  });

  it("says that the password is forgotten before that is so", async () => {
    const user = await open();
    await user.click(await box());
    expect(await screen.findByText("The stored password will be forgotten")).toBeTruthy();
    await user.click(press("Save integration"));
    await waitFor(() => expect(updated).toHaveLength(1));
    expect(updated[0]?.updateMask?.paths).toContain("web_service");
    expect(updated[0]?.integration?.webService).toBeUndefined();
    expect(await screen.findByText(/Detailed break agent statuses are not imported/)).toBeTruthy();
  });

  it("leaves the web service alone if only the name changes", async () => {
    const user = await open();
    await user.type(screen.getByLabelText(/Integration name/), " 2");
    await user.click(press("Save integration"));
    await waitFor(() => expect(updated).toHaveLength(1));
    expect(updated[0]?.updateMask?.paths).toEqual(["name", "time_zone"]);
  });

  it("shows whether the web service answers, and leads to the external statuses", async () => {
    webService = STORED;
    renderApp({ path: "/integrations/madrid", services });
    const panel = within(
      (await screen.findByRole("heading", { name: "Break details" })).closest("section") as HTMLElement,
    );
    expect(await panel.findByText("Answering")).toBeTruthy();
    const link = panel.getByRole("link", { name: "Look at the external statuses" });
    expect(link.getAttribute("href")).toContain("tab=statuses");
  });
});
