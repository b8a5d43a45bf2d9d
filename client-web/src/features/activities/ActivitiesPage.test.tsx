import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { renderApp } from "../../testing/render-app";
import { MemoryCatalog } from "./testing";

let catalog: MemoryCatalog;

beforeEach(() => {
  catalog = new MemoryCatalog();
});

const open = (path = "/activities") => renderApp({ path, services: catalog.services });
const row = async (text: string) =>
  within((await screen.findByText(text, { selector: "span" })).closest("tr") as HTMLElement);
const dialog = async (name: string | RegExp) => within(await screen.findByRole("dialog", { name }));

describe("an activity", () => {
  it("needs a name and a type, and says both at once", async () => {
    const { user } = open();
    await screen.findByText("Lunch");
    await user.click(screen.getByRole("button", { name: "Create activity" }));
    const form = await dialog("Create activity");
    await user.click(form.getByRole("button", { name: "Create activity" }));
    expect(await form.findByText("Fill in this field.")).toBeTruthy();
    expect(form.getByText("Choose one.")).toBeTruthy();
  });

  it("gets another colour, by the keyboard too", async () => {
    const { user } = open();
    await user.click((await row("Lunch")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit Lunch");
    const amber = form.getByRole("radio", { name: "Amber" });
    expect(amber.getAttribute("aria-checked")).toBe("true");
    amber.focus();
    await user.keyboard("{ArrowLeft}");
    expect(form.getByRole("radio", { name: "Orange" }).getAttribute("aria-checked")).toBe("true");
    await user.click(form.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(catalog.activities.get("lunch")?.color).toBe("#cf5a20"));
  });

  it("warns of a colour that is hard to see", async () => {
    const { user } = open();
    await user.click((await row("Lunch")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit Lunch");
    const code = form.getByRole("textbox", { name: "Colour code" });
    await user.clear(code);
    await user.type(code, "#ffe08a");
    expect(await form.findByText(/Hard to see on a light page/)).toBeTruthy();
  });

  it("warns that another type acts on the past", async () => {
    const { user } = open();
    await user.click((await row("Training")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit Training");
    expect(form.queryByText("This acts on the past too")).toBeNull();
    await user.click(form.getByRole("combobox", { name: /Activity type/ }));
    await user.click(await screen.findByRole("option", { name: "Presence" }));
    expect(form.getByText("This acts on the past too")).toBeTruthy();
  });

  it("that is built in gets nothing but another colour", async () => {
    const { user } = open();
    const present = await row("Present");
    expect(present.queryByRole("button", { name: "Delete Present" })).toBeNull();
    await user.click(present.getByRole("button", { name: "Edit" }));
    const form = await dialog("Edit Present");
    expect(form.queryByRole("textbox", { name: /Name/ })).toBeNull();
    await user.click(form.getByRole("radio", { name: "Teal" }));
    await user.click(form.getByRole("button", { name: "Save changes" }));
    await waitFor(() => expect(catalog.masks).toEqual([["color"]]));
  });

  it("that is used is not deleted, and it is said by what", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Delete Lunch" }));
    const question = await dialog("Delete “Lunch”?");
    await user.click(question.getByRole("button", { name: "Delete activity" }));
    expect(await question.findByText("1 external status")).toBeTruthy();
    expect(question.getByText("12 scheduled days")).toBeTruthy();
    expect(question.queryByText(/activity match/, { selector: "li" })).toBeNull();
    expect(question.getByText(/Map its external statuses to another activity/)).toBeTruthy();
  });

  it("that nothing uses is deleted", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Delete Training" }));
    await user.click((await dialog("Delete “Training”?")).getByRole("button", { name: "Delete activity" }));
    await waitFor(() => expect(screen.queryByText("Training")).toBeNull());
  });
});

describe("the matches of an activity", () => {
  it("are said in a sentence, as they are chosen", async () => {
    const { user } = open("/activities?tab=matches");
    await user.click((await row("Training")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Matches: Training");
    expect(form.getByText(/this is scheduled: Training or any activity of the type Meeting\./)).toBeTruthy();
    await user.click(form.getByLabelText(/its own type \(Meeting\)/));
    await user.click(form.getByRole("combobox", { name: /Also matches these activities/ }));
    await user.click(await screen.findByRole("option", { name: "Lunch" }));
    expect(form.getByText(/this is scheduled: Training or Lunch\./)).toBeTruthy();
  });

  it("can be those of Offline, for who logs out for breaks", async () => {
    const { user } = open("/activities?tab=matches");
    await user.click((await row("Offline")).getByRole("button", { name: "Edit" }));
    const form = await dialog("Matches: Offline");
    expect(form.queryByLabelText(/its own type/)).toBeNull();
    expect(form.getByText(/agents who log out for a break/)).toBeTruthy();
  });

  it("are not overwritten if somebody else changed them meanwhile", async () => {
    const { user } = open("/activities?tab=matches");
    await user.click((await row("Lunch")).getByRole("button", { name: "Edit" }));
    await user.click(await screen.findByLabelText(/its own type \(Break\)/));
    catalog.matchesEtag = "2";
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/Somebody else changed this in the meantime/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Reload" }));
    await user.click(await screen.findByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/The matches of Lunch were saved/)).toBeTruthy();
  });
});
