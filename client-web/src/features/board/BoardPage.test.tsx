import { createRouterTransport } from "@connectrpc/connect";
import { TransportProvider } from "@connectrpc/connect-query";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { complete, outPerson, type Person, person, snapshot } from "../../live/testing/events";
import { sending } from "../../live/testing/service";
import { createQueryClient } from "../../rpc/query-client";
import { SessionKeeper } from "../../rpc/session-keeper";
import { SessionProvider } from "../session/session-context";
import { BoardPage } from "./BoardPage";

const SESSION = { principal: { id: "ana", name: "Ana", email: "", roles: [Role.SUPERVISOR], planningUnitIds: ["u1"] } };
const PEOPLE = [
  person("a", { name: "Ana García" }),
  outPerson("b", DeviationType.NOT_PRESENT, 0, { name: "Bram Smit", actual: { activityId: "offline" } }),
  outPerson("c", DeviationType.WRONG_ACTIVITY, 0, { name: "Carmen Ruiz", planningUnitId: "u2", groupIds: ["g1"] }),
  person("d", { name: "Daan Mulder", status: AdherenceStatus.HIDDEN }),
];

// The page is a large tree: a busy machine takes its time with it.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  // The page gets no size here; the rows kept ready beyond the view are all that is painted.
  HTMLElement.prototype.animate = vi.fn();
});

function openBoard(address: string, people: Person[] = PEOPLE, ready: Promise<void> = Promise.resolve()) {
  const transport = createRouterTransport(({ service }) => {
    service(AdherenceService, {
      watchAdherence: async function* (...call) {
        await ready;
        yield* sending(snapshot(...people), complete("t1"))(...call);
      },
    });
    service(MappingService, {
      listActivities: () => ({
        activities: [
          { id: "calls", name: "Calls", color: "#1c7ed6", type: ActivityType.PRESENCE },
          { id: "offline", name: "Logged out" },
        ],
      }),
      listGroups: () => ({ groups: [{ id: "g1", name: "Early shift" }] }),
      listPlanningUnits: () => ({
        planningUnits: [
          { id: "u1", name: "Madrid", timeZone: "Europe/Madrid" },
          { id: "u2", name: "Utrecht", timeZone: "Europe/Amsterdam" },
        ],
      }),
    });
  });
  const keeper = new SessionKeeper({ refresh: () => Promise.reject(new Error("unused")), lock: (run) => run() });
  keeper.adopt({ accessToken: "token", lifetimeMs: 3_600_000, session: SESSION as never });
  const rootRoute = createRootRoute();
  const route = (path: string) => createRoute({ getParentRoute: () => rootRoute, path, component: BoardPage });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({
    routeTree: rootRoute.addChildren([route("/board"), route("/people/$employeeId")]),
    history,
  });
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider env="test">
        <TransportProvider transport={transport}>
          <QueryClientProvider client={createQueryClient()}>
            <SessionProvider keeper={keeper}>
              <RouterProvider router={router as never} />
            </SessionProvider>
          </QueryClientProvider>
        </TransportProvider>
      </MantineProvider>
    </I18nProvider>,
  );
  const place = () => history.location.pathname;
  return { address: () => history.location.search, place, user: userEvent.setup() };
}

/** The names in the list, from the top. */
function listed(): string[] {
  const rows = within(screen.getByRole("grid")).getAllByRole("row").slice(1);
  return rows.map((row) => row.firstElementChild?.textContent ?? "");
}

const shows = (...names: string[]) => waitFor(() => expect(listed()).toEqual(names));

it("lists who is scheduled or working, the most urgent first, and says that it is live", async () => {
  openBoard("/board");
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
  expect(screen.getByText("Live")).toBeTruthy();
  expect(screen.getByText("3 people")).toBeTruthy();
  expect(screen.getByText(/Europe\/Madrid, Europe\/Amsterdam/)).toBeTruthy();
  expect(within(screen.getByRole("grid")).getByText("Logged out")).toBeTruthy();
});

it("filters by a status with a click, and keeps that in the address", async () => {
  const { user, address } = openBoard("/board");
  await user.click(await screen.findByRole("button", { name: /^Not present/ }));
  await shows("Bram Smit");
  expect(address()).toBe("?status=not-present");
  await user.click(screen.getByRole("button", { name: /^Not present/ }));
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
  expect(address()).toBe("");
});

it("opens with the filters of the address", async () => {
  openBoard("/board?out=true&units=u2");
  await shows("Carmen Ruiz");
  expect(screen.getByRole<HTMLInputElement>("switch").checked).toBe(true);
});

it("sorts by the column whose heading was clicked, and the other way round at the second click", async () => {
  const { user } = openBoard("/board");
  const heading = await screen.findByRole("columnheader", { name: "Name" });
  await user.click(within(heading).getByRole("button"));
  await shows("Ana García", "Bram Smit", "Carmen Ruiz");
  expect(heading.getAttribute("aria-sort")).toBe("ascending");
  await user.click(within(heading).getByRole("button"));
  await shows("Carmen Ruiz", "Bram Smit", "Ana García");
  expect(heading.getAttribute("aria-sort")).toBe("descending");
});

it("says when a search finds nobody, and clears it", async () => {
  const { user } = openBoard("/board?q=nobody");
  await user.click((await screen.findAllByRole("button", { name: "Clear filters" }))[0] as HTMLElement);
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
});

it("opens a person from the keyboard, and shows them by their address", async () => {
  const { user, address } = openBoard("/board");
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
  screen.getByRole("grid").focus();
  await user.keyboard("{ArrowDown}{Enter}");
  const panel = await screen.findByRole("dialog", { name: "Carmen Ruiz" });
  expect(within(panel).getByText("Europe/Amsterdam")).toBeTruthy();
  expect(address()).toBe("?person=c");
});

it("says that it is loading until it knows whether the person of the address is on the board", async () => {
  let arrive = () => {};
  const ready = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  openBoard("/board?person=gone", PEOPLE, ready);
  const panel = await screen.findByRole("dialog", { name: "Person" });
  expect(within(panel).getByText("Loading…")).toBeTruthy();
  expect(screen.queryByText("This person is not on the board now.")).toBeNull();
  arrive();
  expect(await within(panel).findByText("This person is not on the board now.")).toBeTruthy();
});

it("pauses, and says since when", async () => {
  const { user } = openBoard("/board");
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
  await user.click(screen.getByRole("button", { name: "Pause updates" }));
  expect(screen.getByText(/^Paused since/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Resume updates" }));
  expect(screen.getByText("Live")).toBeTruthy();
});

it("tells a supervisor without people whom to ask", async () => {
  openBoard("/board", []);
  expect(await screen.findByText("Nobody to watch yet")).toBeTruthy();
  expect(screen.getByText(/Ask an administrator/)).toBeTruthy();
});

it("counts who should be present and who is, and lists an activity's people with a click", async () => {
  const { user, address } = openBoard("/board");
  const types = await screen.findByRole("region", { name: "Breaks and presence" });
  expect(within(types).getByRole("row", { name: /^Presence/ }).textContent).toBe("Presence32-1");
  const activities = screen.getByRole("region", { name: "Activity overview" });
  await user.click(within(activities).getByRole("button", { name: "Logged out" }));
  await shows("Bram Smit");
  expect(address()).toBe("?activity=offline");
  await user.click(within(activities).getByRole("button", { name: "Logged out" }));
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
});

it("narrows the list and the figures to a group", async () => {
  const { user, address } = openBoard("/board");
  await user.click(await screen.findByRole("combobox", { name: "Group" }));
  await user.click(await screen.findByRole("option", { name: "Early shift" }));
  await shows("Carmen Ruiz");
  expect(address()).toBe("?groups=g1");
  await waitFor(() => expect(screen.getByRole("button", { name: /^Not present/ }).textContent).toBe("Not present0"));
});

it("names each filter in use, and takes it away with a click", async () => {
  const { user, address } = openBoard("/board?out=true&status=wrong-activity&units=u2");
  await shows("Carmen Ruiz");
  const chips = screen.getByRole("list", { name: "Filters in use" });
  expect(
    within(chips)
      .getAllByRole("button", { name: /^Remove: / })
      .map(({ textContent }) => textContent),
  ).toEqual(["Planning unit: Utrecht", "Out of adherence", "Wrong activity"]);
  await user.click(within(chips).getByRole("button", { name: "Remove: Wrong activity" }));
  await waitFor(() => expect(address()).toBe("?units=u2&out=true"));
});

it("leads to a person's day by their name", async () => {
  const { user, place } = openBoard("/board");
  await shows("Bram Smit", "Carmen Ruiz", "Ana García");
  const link = within(screen.getByRole("grid")).getByText("Bram Smit");
  expect(link.getAttribute("href")).toBe("/people/b");
  await user.click(link);
  await waitFor(() => expect(place()).toBe("/people/b"));
});
