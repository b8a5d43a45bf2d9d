import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { Role } from "../../gen/kadans/v1/session_pb";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";
import { MemoryCatalog } from "./testing";

let catalog: MemoryCatalog;

beforeEach(() => {
  catalog = new MemoryCatalog();
});

const open = () => renderApp({ path: "/activities?tab=statuses", services: catalog.services });
const list = (status: string) => screen.findByRole("combobox", { name: `Activity for ${status}` });
const row = async (status: string) => within((await list(status)).closest("tr") as HTMLElement);
const dialog = async (name: string) => within(await screen.findByRole("dialog", { name }));

describe("an external status", () => {
  it("is marked as long as it is unmapped", async () => {
    open();
    expect((await row("WRAP_UP")).getByText("Unmapped")).toBeTruthy();
    expect(screen.getByText("1 unmapped")).toBeTruthy();
  });

  it("shows the mapping that it inherits as inherited", async () => {
    open();
    const food = await row("BREAK · Food");
    expect(food.getByText("Inherited")).toBeTruthy();
    await waitFor(() => expect(food.getByPlaceholderText("Inherited: Lunch")).toBeTruthy());
  });

  it("is mapped to an activity, never to Offline, and unmapped again by undoing", async () => {
    const { user } = open();
    await user.click(await list("WRAP_UP"));
    expect(screen.queryByRole("option", { name: "Offline" })).toBeNull();
    await user.click(await screen.findByRole("option", { name: "Lunch" }));
    await user.click((await row("WRAP_UP")).getByRole("button", { name: "Map" }));
    await waitFor(() => expect(catalog.mapped.get("WRAP_UP")).toBe("lunch"));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(catalog.mapped.get("WRAP_UP")).toBe(""));
  });

  it("is remapped only after a warning which mapping that replaces, and since when", async () => {
    const { user } = open();
    await user.click(await list("BREAK"));
    await user.click(await screen.findByRole("option", { name: "Training" }));
    await user.click((await row("BREAK")).getByRole("button", { name: "Remap" }));
    const question = await dialog("Replace the mapping?");
    expect(question.getByText("Lunch")).toBeTruthy();
    expect(question.getByText("Training")).toBeTruthy();
    expect(question.getByText(/acts backwards at once/)).toBeTruthy();
    expect(catalog.mapped.get("BREAK")).toBe("lunch");
    await user.click(question.getByRole("button", { name: "Remap" }));
    await waitFor(() => expect(catalog.mapped.get("BREAK")).toBe("training"));
  });

  it("that means Logged out can't be mapped, and leads to where that is decided", async () => {
    catalog.loggedOut.add("WRAP_UP");
    const { user } = open();
    const box = await screen.findByRole("checkbox", { name: "Select WRAP_UP" });
    expect(box).toHaveProperty("disabled", true);
    expect(box.title).toMatch(/a mapping would have no effect/);
    const wrapUp = within(box.closest("tr") as HTMLElement);
    expect(wrapUp.getByText(/this status means “Logged out”/)).toBeTruthy();
    expect(wrapUp.queryByRole("combobox")).toBeNull();
    const format = wrapUp.getByRole("link", { name: "notification format" });
    expect(format.getAttribute("href")).toBe("/integrations/madrid/format");
    await user.click(screen.getByRole("checkbox", { name: "Select all that are listed" }));
    expect(screen.getByText("2 selected")).toBeTruthy();
  });

  it("that means Logged out leads a planner nowhere, who may not change a format", async () => {
    catalog.loggedOut.add("WRAP_UP");
    renderApp({ path: "/activities?tab=statuses", services: catalog.services, session: sessionOf(Role.PLANNER) });
    expect(await screen.findByText(/In this integration the status means “Logged out”/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "notification format" })).toBeNull();
  });

  it("is unmapped only after a warning", async () => {
    const { user } = open();
    await user.click((await row("BREAK")).getByRole("button", { name: "Unmap" }));
    await user.click((await dialog("Take the mapping away?")).getByRole("button", { name: "Unmap" }));
    expect(await screen.findByText(/1 external status was unmapped/)).toBeTruthy();
    expect(catalog.mapped.get("BREAK")).toBe("");
  });
});

it("several external statuses are mapped to one activity, and all of that is undone at once", async () => {
  const { user } = open();
  await user.click(await screen.findByRole("checkbox", { name: "Select all that are listed" }));
  const bar = within(await screen.findByRole("region", { name: "Several at once" }));
  expect(bar.getByText("3 selected")).toBeTruthy();
  await user.click(bar.getByRole("combobox", { name: "Activity for all selected" }));
  await user.click(await screen.findByRole("option", { name: "Training" }));
  await user.click(bar.getByRole("button", { name: "Map" }));
  await user.click((await dialog("Replace the mapping?")).getByRole("button", { name: "Remap" }));
  await waitFor(() => expect([...catalog.mapped.values()]).toEqual(["training", "training", "training"]));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect([...catalog.mapped.values()]).toEqual(["lunch", "", ""]));
});
