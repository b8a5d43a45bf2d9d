import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { useNow } from "../../lib/use-now";
import { localDay } from "../../lib/zoned";
import type { Bar } from "../../timeline/bars";
import { Page } from "../../ui/Page";
import { PageSkeleton } from "../../ui/PageSkeleton";
import { Panel } from "../../ui/Panel";
import { Problem } from "../../ui/Problem";
import { useCatalog } from "../board/catalog";
import { useBoardWords } from "../board/use-looks";
import { hasRole, MAPPING_ROLES } from "../session/roles";
import { useSession } from "../session/session-context";
import { BlankDay } from "./BlankDay";
import { DayFigures } from "./DayFigures";
import { DayNavigation } from "./DayNavigation";
import { DayTimeline } from "./DayTimeline";
import { DeviationList } from "./DeviationList";
import { isBlank, type PersonDay, type Stretch } from "./day";
import { ExceptionDialog } from "./ExceptionDialog";
import { ExceptionList } from "./ExceptionList";
import { isNobody, NoPerson } from "./NoPerson";
import css from "./person.module.css";
import { StretchTable } from "./StretchTable";
import { useBoardNews } from "./use-board-news";
import { useToneWords, useZoneFormat } from "./use-day-words";
import { usePersonDay } from "./use-person-day";

/** What one person should have done in a day, what they did, and what that comes to. */
export function PersonPage() {
  const { employeeId } = useParams({ from: "/app/people/$employeeId" });
  const { date } = useSearch({ from: "/app/people/$employeeId" });
  const { t } = useLingui();
  const query = usePersonDay(employeeId, date);
  const { day, data } = query;
  if (query.isPending) return <PageSkeleton />;
  if (query.error && isNobody(query.error)) return <NoPerson />;
  if (!day || !data?.employee) {
    return (
      <Page title={t`Person`} back={{ to: "/board", label: t`Real-Time Adherence` }}>
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    );
  }
  return <PersonDayPage employee={data.employee} day={day} query={query} live={query.live} />;
}

interface Props {
  employee: Employee;
  day: PersonDay;
  query: ReturnType<typeof usePersonDay>;
  /** Whether the day goes on. */
  live: boolean;
}

function PersonDayPage({ employee, day, query, live }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate({ from: "/people/$employeeId" });
  const format = useZoneFormat(day.zone);
  const { catalog } = useCatalog();
  const words = useBoardWords(catalog);
  const tones = useToneWords();
  const looks = useMemo(
    () => ({
      activity: words.activity,
      color: (id: string) => catalog.activities.get(id)?.color || "#868e96",
      status: (tone: Stretch["tone"]) => tones[tone],
    }),
    [words, catalog, tones],
  );
  const mayJudge = hasRole(useSession(), MAPPING_ROLES);
  const [judged, setJudged] = useState<{ start: number; end: number }>();
  const [chosen, setChosen] = useState<Pick<Bar, "lane" | "start" | "end">>();
  const now = useNow(1_000) - query.dataUpdatedAt + day.asOf;
  // Noon is in the day, whatever the clocks do at night.
  const date = localDay((day.start + day.end) / 2, day.zone);
  const unit = words.unit(employee.planningUnitId);
  const judge = mayJudge ? setJudged : undefined;
  const blank = isBlank(day);
  const show = (lane: Bar["lane"]) => (stretch: { start: number; end: number }) => {
    setChosen({ lane, start: stretch.start, end: stretch.end });
    document.getElementById("timeline")?.scrollIntoView({ block: "nearest" });
  };
  return (
    <Page
      title={employee.name}
      back={{ to: "/board", label: t`Real-Time Adherence` }}
      lead={format.day(date)}
      actions={
        <DayNavigation
          day={date}
          today={live}
          onChange={(next) => {
            setChosen(undefined);
            void navigate({ search: next === undefined ? {} : { date: next } });
          }}
        />
      }
    >
      {live && <News employeeId={employee.id} onNews={query.refetch} />}
      {query.error && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      <Facts employee={employee} unit={unit} zone={day.zone} />
      {blank ? (
        <BlankDay />
      ) : (
        <>
          {query.data?.figures && <DayFigures figures={query.data.figures} />}
          <Panel id="timeline" title={t`Timeline`} lead={t`Times in ${day.zone}`}>
            <DayTimeline day={day} looks={looks} now={now} chosen={chosen} />
          </Panel>
          <Panel
            title={t`Deviations`}
            actions={
              judge && (
                <Button variant="default" size="xs" onClick={() => judge(defaultStretch(day))}>
                  <Trans>Excuse or approve time</Trans>
                </Button>
              )
            }
          >
            <DeviationList day={day} activity={words.activity} onShow={show("deviation")} onJudge={judge} />
          </Panel>
        </>
      )}
      <Panel title={t`Exceptions`} lead={t`Time that was excused, or approved as in adherence.`}>
        <ExceptionList employeeId={employee.id} day={day} mayDelete={mayJudge} />
      </Panel>
      {!blank && (
        <Panel title={t`The day in words`}>
          <StretchTable day={day} activity={words.activity} onShow={show("actual")} />
        </Panel>
      )}
      {judged && (
        <ExceptionDialog
          employeeId={employee.id}
          name={employee.name}
          zone={day.zone}
          stretch={judged}
          onClose={() => setJudged(undefined)}
        />
      )}
    </Page>
  );
}

/** Asks for the day anew as soon as the board says that the person changed. */
function News({ employeeId, onNews }: { employeeId: string; onNews: () => unknown }) {
  useBoardNews(
    employeeId,
    useCallback(() => void onNews(), [onNews]),
  );
  return null;
}

function Facts({ employee, unit, zone }: { employee: Employee; unit: string; zone: string }) {
  const { t } = useLingui();
  const users = employee.externalUsers.map(({ identifier }) => identifier);
  return (
    <div className={css.facts}>
      <span>
        {t`Planning unit`}: <b>{unit}</b> ({zone})
      </span>
      <span>
        {t`External users`}: <b>{users.length > 0 ? users.join(", ") : t`None assigned`}</b>
      </span>
    </div>
  );
}

/** What a form about the day begins with: the shift, or the day. */
function defaultStretch({ start, end, schedule }: PersonDay): { start: number; end: number } {
  const [first, last] = [schedule[0], schedule.at(-1)];
  return first && last ? { start: first.start, end: last.end } : { start, end };
}
