//! Makes exceptions, lists them, and takes them back.

use kadans_proto::v1::{
    AdherenceException, CreateAdherenceExceptionRequest, CreateAdherenceExceptionResponse,
    DeleteAdherenceExceptionRequest, DeleteAdherenceExceptionResponse, ExceptionKind as Kind,
    ListAdherenceExceptionsRequest, ListAdherenceExceptionsResponse,
};
use uuid::Uuid;

use super::scope::{LONGEST_STRETCH, require};
use crate::{
    auth::caller::Caller,
    domain::{
        exceptions::{Exception, ExceptionKind},
        ids::EmployeeId,
        instant::Instant,
        window::Window,
    },
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::{
        Store,
        exceptions::{self, NewException, StoredException},
    },
};

const LONGEST_REASON: usize = 500;

pub(in crate::rpc) async fn create_exception(
    store: &Store,
    caller: &Caller,
    request: CreateAdherenceExceptionRequest,
) -> Result<CreateAdherenceExceptionResponse, RpcError> {
    let mut reader = Reader::new();
    let employee: Option<EmployeeId> = reader.id("employee_id", &request.employee_id);
    let start = reader.time("start_time", request.start_time);
    let end = reader.time("end_time", request.end_time);
    let window = start.zip(end).and_then(|(start, end)| read_window(&mut reader, start, end));
    let kind = match request.kind() {
        Kind::Excused => Some(ExceptionKind::Excused),
        Kind::InAdherence => Some(ExceptionKind::InAdherence),
        Kind::Unspecified => None,
    };
    if kind.is_none() {
        reader.refuse("kind", "REQUIRED", "must be EXCEPTION_KIND_EXCUSED or EXCEPTION_KIND_IN_ADHERENCE");
    }
    let reason = reader.text("reason", &request.reason, LONGEST_REASON);
    let (employee, (window, kind)) = reader.finish_with(employee.zip(window.zip(kind)))?;
    require(&store.facts(caller.account).await?, caller, employee)?;
    let new = NewException { employee, exception: Exception { window, kind }, reason };
    let stored = exceptions::create(store, new, caller.author()).await?;
    Ok(CreateAdherenceExceptionResponse { exception: Some(render(stored, caller.name.clone())) })
}

pub(in crate::rpc) async fn list_exceptions(
    store: &Store,
    pages: &Pages,
    caller: &Caller,
    request: ListAdherenceExceptionsRequest,
) -> Result<ListAdherenceExceptionsResponse, RpcError> {
    let mut reader = Reader::new();
    let employee: Option<EmployeeId> = reader.id("employee_id", &request.employee_id);
    let from = reader.optional_time("start_time", request.start_time);
    let until = reader.optional_time("end_time", request.end_time);
    let list = pages.list("ListAdherenceExceptions", caller.account, &(employee, from, until));
    let page = list.read(&mut reader, request.page_size, &request.page_token);
    let employee = reader.finish_with(employee)?;
    require(&store.facts(caller.account).await?, caller, employee)?;
    let found = exceptions::list(store, caller.account, employee, from, until, &page).await?;
    Ok(ListAdherenceExceptionsResponse {
        next_page_token: list.token(found.next.as_ref()),
        exceptions: found.rows.into_iter().map(|(exception, author)| render(exception, author)).collect(),
    })
}

pub(in crate::rpc) async fn delete_exception(
    store: &Store,
    caller: &Caller,
    request: DeleteAdherenceExceptionRequest,
) -> Result<DeleteAdherenceExceptionResponse, RpcError> {
    let mut reader = Reader::new();
    let id: Option<Uuid> = reader.id("id", &request.id);
    let id = reader.finish_with(id)?;
    let employee = exceptions::employee_of(store, caller.account, id).await?;
    require(&store.facts(caller.account).await?, caller, employee)?;
    exceptions::delete(store, id, caller.author()).await?;
    Ok(DeleteAdherenceExceptionResponse {})
}

fn read_window(reader: &mut Reader, start: Instant, end: Instant) -> Option<Window> {
    let window = Window::new(start, end).ok();
    match window {
        None => reader.refuse("end_time", "NOT_AFTER_START", "must be later than start_time"),
        Some(window) if window.length() > LONGEST_STRETCH => {
            reader.refuse("end_time", "TOO_LONG", "must be at most 31 days later than start_time");
        }
        Some(_) => {}
    }
    window
}

fn render(stored: StoredException, author_name: String) -> AdherenceException {
    let Exception { window, kind } = stored.exception;
    let kind = match kind {
        ExceptionKind::Excused => Kind::Excused,
        ExceptionKind::InAdherence => Kind::InAdherence,
    };
    AdherenceException {
        id: stored.id.to_string(),
        employee_id: stored.employee.to_string(),
        start_time: Some(timestamp(window.start())),
        end_time: Some(timestamp(window.end())),
        kind: kind.into(),
        reason: stored.reason,
        author_name,
        create_time: Some(timestamp(stored.created_at)),
    }
}
