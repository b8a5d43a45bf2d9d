//! `GetAdherenceBoard`: the picture that watchers are sent, for those who ask once.

use std::sync::Arc;

use kadans_proto::v1::{GetAdherenceBoardRequest, GetAdherenceBoardResponse};

use super::{
    render,
    watch::{Watches, filter, read_ids},
};
use crate::{
    auth::caller::Caller,
    live::{row::Stamped, watch::Watcher},
    rpc::{
        error::RpcError,
        page::Pages,
        read::{Reader, timestamp},
    },
    store::page::NameKey,
};

pub(in crate::rpc) async fn board(
    watches: &Watches,
    pages: &Pages,
    caller: &Caller,
    request: GetAdherenceBoardRequest,
) -> Result<GetAdherenceBoardResponse, RpcError> {
    let mut reader = Reader::new();
    let query = (&request.planning_unit_ids, &request.group_ids, request.only_out);
    let list = pages.list("GetAdherenceBoard", caller.account, &query);
    let page = list.read::<NameKey>(&mut reader, request.page_size, &request.page_token);
    let units = read_ids(&mut reader, "planning_unit_ids", &request.planning_unit_ids);
    let groups = read_ids(&mut reader, "group_ids", &request.group_ids);
    reader.finish()?;
    let filter = filter(&watches.store, caller, units, groups, request.only_out).await?;
    let mut watcher = Watcher::new(watches.sit(caller).await?, filter);
    let as_of = watches.clock.now();
    let opening = watcher.open(None);
    let rows = opening.rows.into_iter().map(|stamped| (place(&stamped), stamped));
    let mut rows: Vec<(NameKey, Arc<Stamped>)> =
        rows.filter(|(place, _)| page.after.as_ref().is_none_or(|after| place > after)).collect();
    rows.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let shown = page.cut(rows, |(place, _)| place.clone());
    Ok(GetAdherenceBoardResponse {
        people: shown.rows.iter().map(|(_, stamped)| render::person(&stamped.row)).collect(),
        next_page_token: list.token(shown.next.as_ref()),
        summary: Some(render::summary(&watcher.summary())),
        as_of: Some(timestamp(as_of)),
    })
}

fn place(stamped: &Stamped) -> NameKey {
    NameKey::new(&stamped.row.name, stamped.row.employee.uuid())
}
