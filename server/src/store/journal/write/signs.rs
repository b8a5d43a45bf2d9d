//! Signs of life: by integration and minute, the first and the last.

use std::collections::BTreeMap;

use sea_orm::sea_query::OnConflict;

use super::sql::{Inserts, greatest, least};
use crate::{
    domain::{ids::IntegrationId, instant::Instant},
    store::{entity::sign_of_life, journal::minute_of},
};

/// The signs of life of a batch.
#[derive(Debug, Default)]
pub(in crate::store::journal) struct Signs {
    minutes: BTreeMap<(IntegrationId, i64), (Instant, Instant)>,
}

impl Signs {
    /// Notes a receipt, or a sent time that is believed.
    pub(in crate::store::journal) fn note(&mut self, integration: IntegrationId, at: Instant) {
        let (first, last) = self.minutes.entry((integration, minute_of(at))).or_insert((at, at));
        *first = at.min(*first);
        *last = at.max(*last);
    }

    /// Adds what is to be stored.
    pub(in crate::store::journal) fn store(self, inserts: &mut Inserts) {
        use sign_of_life::{Column, Entity, Model};
        let rows = self.minutes.into_iter().map(|((integration, minute), (first, last))| Model {
            integration_id: integration.uuid(),
            minute,
            first_at: first.micros(),
            last_at: last.micros(),
        });
        let mut conflict = OnConflict::columns([Column::IntegrationId, Column::Minute]);
        conflict.value(Column::FirstAt, least("sign_of_life", "first_at"));
        conflict.value(Column::LastAt, greatest("sign_of_life", "last_at"));
        inserts.add_or::<Entity>(rows.collect(), conflict);
    }
}
