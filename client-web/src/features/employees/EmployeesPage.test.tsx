import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../testing/render-app";
import { MemoryOffice } from "./testing";

let office: MemoryOffice;

beforeEach(() => {
  office = new MemoryOffice();
});

const open = (path = "/employees") => renderApp({ path, services: office.services });

/** The row of a table that says this. */
const row = async (text: string) => within((await screen.findByText(text)).closest("tr") as HTMLElement);

const dialog = async (name: string | RegExp) => within(await screen.findByRole("dialog", { name }));

describe("employees", () => {
  it("are narrowed by the address: planning unit, group, only without external user", async () => {
    open("/employees?unit=utrecht&unassigned=true");
    await screen.findByText("Daan Visser");
    expect(screen.queryByText("Carla Gil")).toBeNull();
  });

  it("are changed, and what the server refuses shows at its field", async () => {
    const { user } = open();
    await user.click((await row("Daan Visser")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit employee");
    await user.type(form.getByRole("textbox", { name: /Personnel number/ }), "7");
    await user.click(form.getByRole("button", { name: "Save changes" }));
    expect(await form.findByText("This is taken already. Choose another.")).toBeTruthy();
    await user.type(form.getByRole("textbox", { name: /Personnel number/ }), "8");
    await user.click(form.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("78")).toBeTruthy();
  });

  it("are not overwritten if somebody else changed them meanwhile", async () => {
    const { user } = open();
    await user.click((await row("Daan Visser")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit employee");
    const daan = office.employees.get("daan");
    if (daan) office.employees.set("daan", { ...daan, name: "Daan de Visser", etag: "2" });
    await user.type(form.getByRole("textbox", { name: /E-mail/ }), "daan@example.com");
    await user.click(form.getByRole("button", { name: "Save changes" }));
    await user.click(await form.findByRole("button", { name: "Reload" }));
    expect(await screen.findByDisplayValue("Daan de Visser")).toBeTruthy();
  });

  it("are deleted with all that hangs on them only after that is said", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Delete Carla Gil" }));
    const question = await dialog("Delete “Carla Gil”?");
    await user.click(question.getByRole("button", { name: "Delete employee" }));
    expect(await question.findByText("1 external user")).toBeTruthy();
    expect(question.getByText("12 scheduled days")).toBeTruthy();
    expect(office.employees.has("carla")).toBe(true);
    await user.click(question.getByRole("button", { name: "Delete anyway" }));
    await waitFor(() => expect(screen.queryByText("Carla Gil")).toBeNull());
    expect(office.employees.has("carla")).toBe(false);
  });
});

describe("the external users of an employee", () => {
  it("can be several; one more is assigned, which can be undone", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "External users of Carla Gil" }));
    const box = await dialog("External users of Carla Gil");
    await user.click(box.getByRole("combobox", { name: "External user to assign" }));
    await user.click(await screen.findByRole("option", { name: "agent.1" }));
    await user.click(box.getByRole("button", { name: "Assign" }));
    expect(await box.findByRole("button", { name: "Unassign agent.1" })).toBeTruthy();
    expect(office.owners.get("agent.1")).toBe("carla");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(office.done).toEqual([["UNDO", "agent.1"]]));
  });

  it.each([
    ["End: from now on", "End assignment", "END"],
    ["Undo: as if never assigned", "Undo assignment", "UNDO"],
  ])("are unassigned: %s", async (choice, button, mode) => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "External users of Carla Gil" }));
    const box = await dialog("External users of Carla Gil");
    await user.click(box.getByRole("button", { name: "Unassign cgil" }));
    const question = await dialog("Unassign cgil");
    await user.click(question.getByRole("radio", { name: choice }));
    await user.click(question.getByRole("button", { name: button }));
    await waitFor(() => expect(office.done).toEqual([[mode, "cgil"]]));
    await waitFor(() => expect(box.queryByRole("button", { name: "Unassign cgil" })).toBeNull());
  });

  it("are typed in ahead, and assigned at once", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Assign external user to Daan Visser" }));
    const box = await dialog("External users of Daan Visser");
    await user.click(box.getByRole("button", { name: "Type in its identifier ahead" }));
    const form = await dialog("Add external user");
    await user.type(form.getByRole("textbox", { name: /External user identifier/ }), " dvisser ");
    await user.click(form.getByRole("button", { name: "Add external user" }));
    expect(await box.findByRole("button", { name: "Unassign dvisser" })).toBeTruthy();
    expect(office.owners.get("dvisser")).toBe("daan");
  });
});

it("an identifier that nearly names an employee says so, and assigns nothing by itself", async () => {
  const { user } = open("/employees?tab=external");
  const line = await row("C.Gil@odigo.example");
  expect(await line.findByText(/Like the e-mail address of Carla Gil/)).toBeTruthy();
  await user.click(line.getByRole("button", { name: "Choose" }));
  expect((await row("C.Gil@odigo.example")).getByDisplayValue("Carla Gil")).toBeTruthy();
  expect(office.owners.get("C.Gil@odigo.example")).toBe("");
});

describe("planning units", () => {
  it("are renamed, and warn that a new time zone acts on the past", async () => {
    const { user } = open("/employees?tab=units");
    await user.click((await row("Utrecht")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit planning unit");
    await user.type(form.getByRole("textbox", { name: /Name/ }), " Zuid");
    await user.click(form.getByRole("combobox", { name: /Time zone/ }));
    await user.click(await screen.findByRole("option", { name: /Africa\/Abidjan/ }));
    expect(await form.findByText(/Days will be cut anew/)).toBeTruthy();
    await user.click(form.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText("Utrecht Zuid")).toBeTruthy();
  });

  it("are not offered to be deleted while somebody belongs to them, and it is said how many", async () => {
    const { user } = open("/employees?tab=units");
    await user.click(await screen.findByRole("button", { name: "Delete Madrid" }));
    const question = await dialog("Delete “Madrid”?");
    expect(await question.findByText("1 employee")).toBeTruthy();
    expect(question.queryByRole("button", { name: "Delete planning unit" })).toBeNull();
    expect(question.getByText(/Move its employees to another planning unit/)).toBeTruthy();
    expect(question.queryByRole("button", { name: "Delete anyway" })).toBeNull();
  });
});

describe("groups", () => {
  it("are created, and their first employees put in", async () => {
    const { user } = open("/employees?tab=groups");
    await user.click(await screen.findByRole("button", { name: "Create group" }));
    const form = await dialog("Create group");
    await user.type(form.getByRole("textbox", { name: /Name/ }), "Night shift");
    await user.click(form.getByRole("button", { name: "Create group" }));
    const members = await dialog("Employees in Night shift");
    await user.click(members.getByRole("combobox", { name: "Employee to add" }));
    await user.click(await screen.findByRole("option", { name: "Carla Gil" }));
    await user.click(members.getByRole("button", { name: "Add" }));
    expect(await members.findByText("1 employee")).toBeTruthy();
    await user.click(members.getByRole("button", { name: "Remove Carla Gil" }));
    expect(await members.findByText(/Nobody is in this group yet/)).toBeTruthy();
  });

  it("are deleted; their employees stay", async () => {
    const { user } = open("/employees?tab=groups");
    await user.click(await screen.findByRole("button", { name: "Delete French" }));
    const question = await dialog("Delete “French”?");
    expect(question.getByText(/Its employees stay/)).toBeTruthy();
    await user.click(question.getByRole("button", { name: "Delete group" }));
    expect(await screen.findByText("No groups yet")).toBeTruthy();
  });
});

describe("importing employees", () => {
  const choose = async (text: string) => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Import employees" }));
    const box = await dialog("Import employees");
    await user.upload(box.getByLabelText("CSV file", { selector: "input" }), new File([text], "people.csv"));
    return { user, box };
  };

  it("shows what would change before anything is imported", async () => {
    const { user, box } = await choose("name,planning_unit\nEva Bosch,Madrid");
    expect(await box.findByText("1 created")).toBeTruthy();
    expect(box.getByText("1 changed")).toBeTruthy();
    expect(box.getByText("3 unchanged")).toBeTruthy();
    expect(box.getByText("E-mail and Groups")).toBeTruthy();
    expect(office.done).toEqual(["checked"]);
    await user.click(box.getByRole("button", { name: "Import" }));
    expect(await screen.findByText("2 employees were imported.")).toBeTruthy();
    expect(office.done).toEqual(["checked", "imported"]);
  });

  it("says row by row what is wrong, and imports nothing", async () => {
    const { box } = await choose("name,planning_unit\nEva Bosch,Atlantis");
    expect(await box.findByText("There is no planning unit of this name.")).toBeTruthy();
    expect((box.getByRole("button", { name: "Import" }) as HTMLButtonElement).disabled).toBe(true);
    expect(box.getByRole("button", { name: "Choose another file" })).toBeTruthy();
  });
});
