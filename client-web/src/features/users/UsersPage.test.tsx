import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs, timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { type InviteUserRequest, SessionService, type UpdateUserRequest } from "../../gen/kadans/v1/session_service_pb";
import { type User, UserKind, UserSchema, UserState } from "../../gen/kadans/v1/user_pb";
import { refusal, refused } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";

const LINK = "https://kadans.example.com/welcome#inv_secret";

let users: User[];
let invited: InviteUserRequest[];
let updates: UpdateUserRequest[];

const person = (fields: MessageInitShape<typeof UserSchema>) =>
  create(UserSchema, { id: fields.email, kind: UserKind.PERSON, state: UserState.ACTIVE, etag: "1", ...fields });

const change = (id: string, fields: Partial<User>) => {
  users = users.map((user) => (user.id === id ? { ...user, ...fields } : user));
  return { user: users.find((user) => user.id === id) };
};

const services = ({ rpc }: ConnectRouter) => {
  rpc(SessionService.method.listUsers, ({ search }) => ({
    users: users.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(search.toLowerCase())),
  }));
  rpc(SessionService.method.inviteUser, (request) => {
    if (users.some(({ email }) => email === request.email)) {
      throw refusal([{ field: "email", description: "is taken", reason: "TAKEN" }]);
    }
    invited.push(request);
    const { name, email, roles, planningUnitIds } = request;
    const user = person({ name, email, roles, planningUnitIds, state: UserState.INVITED });
    users = [...users, user];
    return { user, invitationUrl: LINK, expireTime: timestampFromMs(Date.now() + 3_600_000) };
  });
  rpc(SessionService.method.renewInvitation, () => ({ invitationUrl: LINK }));
  rpc(SessionService.method.updateUser, (request) => {
    const present = users.find(({ id }) => id === request.user?.id);
    if (present?.etag !== request.user?.etag) throw new ConnectError("stale", Code.Aborted);
    if (!request.user?.roles.includes(Role.ADMIN) && present?.roles.includes(Role.ADMIN)) {
      throw refused(Code.FailedPrecondition, "LAST_ADMIN");
    }
    updates.push(request);
    return change(request.user?.id ?? "", { name: request.user?.name, etag: "2" });
  });
  rpc(SessionService.method.deactivateUser, ({ id }) => change(id, { state: UserState.DEACTIVATED }));
  rpc(SessionService.method.reactivateUser, ({ id }) => change(id, { state: UserState.ACTIVE }));
  rpc(MappingService.method.listPlanningUnits, () => ({
    planningUnits: [
      { id: "m", name: "Madrid" },
      { id: "u", name: "Utrecht" },
    ],
  }));
};

const open = (path = "/users") => renderApp({ path, services });
// In the list alone: above it stands the name of whoever looks at it.
const row = async (name: string) => (await screen.findByText(name, { selector: "tr *" })).closest("tr") as HTMLElement;

beforeEach(() => {
  invited = [];
  updates = [];
  users = [
    person({ name: "Ana Martín", email: "ana@demo.example", roles: [Role.ADMIN], lastSignInTime: timestampNow() }),
    person({ name: "Sofía Vega", email: "sofia@demo.example", roles: [Role.SUPERVISOR], planningUnitIds: ["m"] }),
    person({ id: "bot", name: "Payroll", kind: UserKind.PROGRAM, roles: [Role.SERVICE] }),
  ];
});

describe("the list of users", () => {
  it("says who gets in, as what, and what they see", async () => {
    open();
    const supervisor = within(await row("Sofía Vega"));
    expect(supervisor.getByText("Active")).toBeTruthy();
    expect(supervisor.getByText("Supervisor")).toBeTruthy();
    expect(await supervisor.findByText("Madrid")).toBeTruthy();
    expect(supervisor.getByText("Never")).toBeTruthy();
    expect(within(await row("Ana Martín")).getByText("All")).toBeTruthy();
    expect(screen.getByText("kadans token mint")).toBeTruthy();
  });

  it("keeps the search in the address", async () => {
    const { user, router } = open("/users?q=vega");
    expect(await screen.findByText("Sofía Vega")).toBeTruthy();
    expect(screen.queryByText("Payroll")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Clear the search" }));
    expect(await screen.findByText("Payroll")).toBeTruthy();
    expect(router.state.location.search).toEqual({});
  });

  it("suggests to invite somebody while there is nobody else", async () => {
    users = users.slice(0, 1);
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Invite the first colleague" }));
    expect(await screen.findByRole("dialog", { name: "Invite a person" })).toBeTruthy();
  });
});

describe("inviting", () => {
  it("asks for planning units where the roles need them, and shows the link once", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Invite" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText(/E-mail/), "leo@demo.example");
    await user.type(dialog.getByLabelText(/^Name/), "Leo Pardo");
    await user.click(dialog.getByRole("checkbox", { name: "Supervisor" }));
    await user.click(dialog.getByRole("button", { name: "Invite" }));
    expect(await dialog.findByText("Choose at least one.")).toBeTruthy();
    await user.click(dialog.getByRole("combobox", { name: /Planning units/ }));
    await user.click(await screen.findByRole("option", { name: "Utrecht" }));
    await user.click(dialog.getByRole("button", { name: "Invite" }));

    expect(await screen.findByText(LINK)).toBeTruthy();
    expect(invited[0]).toMatchObject({ name: "Leo Pardo", roles: [Role.SUPERVISOR], planningUnitIds: ["u"] });
    await user.keyboard("{Escape}");
    expect(screen.getByText(LINK)).toBeTruthy();
    await user.click(screen.getByLabelText("I have stored it"));
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(document.body.textContent).not.toContain("secret"));
    expect(within(await row("Leo Pardo")).getByText("Invited")).toBeTruthy();
  });

  it("says at the field that an address is known already", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Invite" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText(/E-mail/), "sofia@demo.example");
    await user.type(dialog.getByLabelText(/^Name/), "Sofía");
    await user.click(dialog.getByRole("checkbox", { name: "Planner" }));
    await user.click(dialog.getByRole("button", { name: "Invite" }));
    expect(await dialog.findByText("This is taken already. Choose another.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText(/E-mail/)));
  });

  it("makes a new link for somebody who forgot their password", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "More for Sofía Vega" }));
    await user.click(await screen.findByRole("menuitem", { name: "New link to set a password" }));
    await user.click(await screen.findByRole("button", { name: "Make the link" }));
    expect(await screen.findByText(LINK)).toBeTruthy();
  });
});

describe("changing a user", () => {
  it("saves name and roles", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit Sofía Vega" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText(/^Name/), " Ruiz");
    await user.click(dialog.getByRole("checkbox", { name: "Planner" }));
    await user.click(dialog.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(updates).toHaveLength(1));
    expect(updates[0]?.user).toMatchObject({ name: "Sofía Vega Ruiz", planningUnitIds: [] });
    expect(updates[0]?.user?.roles).toEqual([Role.SUPERVISOR, Role.PLANNER]);
  });

  it("offers to reload if somebody else was faster", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit Sofía Vega" }));
    change("sofia@demo.example", { name: "Sofía de la Vega", etag: "7" });
    await user.click(await screen.findByRole("button", { name: "Save changes" }));
    await user.click(await screen.findByRole("button", { name: "Reload" }));
    expect(await screen.findByDisplayValue("Sofía de la Vega")).toBeTruthy();
  });

  it("says why the last admin keeps that role", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit Ana Martín" }));
    await user.click(await screen.findByRole("checkbox", { name: "Admin" }));
    await user.click(screen.getByRole("checkbox", { name: "Planner" }));
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect((await screen.findByRole("alert")).textContent).toContain("last active admin");
  });
});

describe("taking access away", () => {
  it("says that sessions end at once, and can be taken back", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "More for Sofía Vega" }));
    await user.click(await screen.findByRole("menuitem", { name: "Deactivate" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/sessions end at once/)).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Deactivate" }));
    expect(await within(await row("Sofía Vega")).findByText("Deactivated")).toBeTruthy();

    await user.click(screen.getByRole("button", { name: "More for Sofía Vega" }));
    await user.click(await screen.findByRole("menuitem", { name: "Reactivate" }));
    await user.click(await screen.findByRole("button", { name: "Reactivate" }));
    expect(await within(await row("Sofía Vega")).findByText("Active")).toBeTruthy();
  });

  it("revokes a program for good", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "More for Payroll" }));
    await user.click(await screen.findByRole("menuitem", { name: "Revoke" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Revoke" }));
    const program = await row("Payroll");
    expect(await within(program).findByText("Deactivated")).toBeTruthy();
    expect(within(program).queryByRole("button")).toBeNull();
  });
});
