//! What one person should have done, did, and the figures.

use kadans_proto::v1::{AdherenceSegment, GetPersonAdherenceRequest, GetPersonAdherenceResponse};

use super::{
    render,
    scope::{self, LONGEST_STRETCH},
};
use crate::{
    auth::caller::Caller,
    domain::{
        adherence::History,
        calendar::{Day, Zone},
        ids::EmployeeId,
        instant::Instant,
        window::Window,
    },
    live::past,
    rpc::{
        error::RpcError,
        mapping::render_employee,
        read::{Reader, timestamp},
    },
    store::{Store, employees},
};

pub(in crate::rpc) async fn person_adherence(
    store: &Store,
    caller: &Caller,
    request: GetPersonAdherenceRequest,
) -> Result<GetPersonAdherenceResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<EmployeeId> = reader.id("employee_id", &request.employee_id);
    let as_of = reader.optional_time("as_of", request.as_of).unwrap_or_else(|| store.clock().now());
    let asked = Asked::read(&mut reader, &request);
    let (id, asked) = reader.finish_with(id.zip(asked))?;
    let facts = store.facts(caller.account).await?;
    let (_, unit) = scope::require(&facts, caller, id)?;
    let zone = scope::zone(unit)?;
    let window = asked.window(&zone, as_of)?;
    let past = past::person(store, caller.account, &facts, id, window, as_of).await?;
    let employee = employees::get(store, caller.account, id).await?;
    Ok(GetPersonAdherenceResponse {
        employee: Some(render_employee(employee)),
        time_zone: unit.zone.clone(),
        start_time: Some(timestamp(window.start())),
        end_time: Some(timestamp(window.end())),
        schedule: past.schedule.iter().map(render::scheduled).collect(),
        segments: segments(&past.history),
        figures: Some(render::figures(&past.figures)),
        as_of: Some(timestamp(as_of)),
    })
}

/// Which stretch is asked about.
enum Asked {
    Today,
    Day(Day),
    Window(Window),
}

impl Asked {
    fn read(reader: &mut Reader, request: &GetPersonAdherenceRequest) -> Option<Self> {
        let has_window = request.start_time.is_some() || request.end_time.is_some();
        if has_window && !request.date.is_empty() {
            reader.refuse("date", "AMBIGUOUS", "must be empty where start_time and end_time are given");
        }
        if has_window {
            let start = reader.time("start_time", request.start_time);
            let end = reader.time("end_time", request.end_time);
            return Self::read_window(reader, start?, end?);
        }
        if request.date.is_empty() {
            return Some(Self::Today);
        }
        let day = read_day(&request.date);
        if day.is_none() {
            reader.refuse("date", "NOT_A_DATE", "must be a day as yyyy-mm-dd, e.g. 2026-03-02");
        }
        day.map(Self::Day)
    }

    fn read_window(reader: &mut Reader, start: Instant, end: Instant) -> Option<Self> {
        match Window::new(start, end) {
            Ok(window) if window.length() <= LONGEST_STRETCH => return Some(Self::Window(window)),
            Ok(_) => reader.refuse("end_time", "TOO_LONG", "must be at most 31 days later than start_time"),
            Err(_) => reader.refuse("end_time", "NOT_AFTER_START", "must be later than start_time"),
        }
        None
    }

    fn window(self, zone: &Zone, as_of: Instant) -> Result<Window, RpcError> {
        let day = match self {
            Self::Window(window) => return Ok(window),
            Self::Today => zone.day_of(as_of),
            Self::Day(day) => day,
        };
        let skipped = || RpcError::field("date", "SKIPPED_DAY", format!("does not exist in the time zone {zone}"));
        zone.day(day).ok_or_else(skipped)
    }
}

/// A day in exactly the form that is documented: the calendar library reads more.
pub(super) fn read_day(text: &str) -> Option<Day> {
    text.parse::<Day>().ok().filter(|day| day.to_string() == text)
}

/// Stretches and the states in them, cut wherever one of both changes.
fn segments(history: &History) -> Vec<AdherenceSegment> {
    let mut steps = history.steps.iter().peekable();
    let mut segments = Vec::with_capacity(history.stretches.len());
    for stretch in &history.stretches {
        while let Some(step) = steps.peek() {
            if let Some(window) = stretch.window.intersection(step.window) {
                segments.push(render::segment(stretch, window, &step.state));
            }
            if step.window.end() > stretch.window.end() {
                break;
            }
            steps.next();
        }
    }
    segments
}
