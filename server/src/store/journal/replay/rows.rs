//! One batch of a replay, step by step, in a transaction that has taken the account's next log number: so nobody else
//! stores a state of the account between the look for duplicates and the commit.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, Value, sea_query::Expr};

use super::{
    Batch, Replayed, Rereading,
    refinements::{Refinement, Refinements},
};
use crate::{
    domain::{entry::Arrival, ids::ExternalUserId, instant::Instant},
    store::{
        Numbered, StoreError,
        entity::{integration, notification, state},
        integrations,
        journal::{
            NewNotification, NewState, POSITION_BITS, Reading, Submission,
            write::{Events, Ids, Inserts, Known, Signs, StateRow, count, resolve, step, with_values, written},
        },
    },
};

const SUPERSEDE: &str = "UPDATE state SET superseded_by = new.column3 FROM (VALUES {values}) AS new
    WHERE state.account_id = new.column1 AND state.id = new.column2";

pub(super) async fn store(numbered: &Numbered<'_>, batch: &Batch) -> Result<Replayed, StoreError> {
    let integration = integrations::lock(numbered.transaction, numbered.account, batch.integration).await?;
    keep_in_view(numbered, &integration, &batch.rereadings).await?;
    let (items, refinements) = (HashMap::new(), Refinements::default());
    let mut work = BatchRows { numbered, batch, replayed: Replayed::default(), items, refinements };
    work.supersede().await?;
    work.add().await?;
    work.note_readings().await?;
    Ok(work.replayed)
}

/// What was set aside and is readable now is to be looked at again when raw text is deleted for its age.
async fn keep_in_view(
    numbered: &Numbered<'_>,
    integration: &integration::Model,
    rereadings: &[Rereading],
) -> Result<(), StoreError> {
    let readable = rereadings.iter().filter(|reread| reread.unreadable.is_empty());
    let Some(first) = readable.map(|reread| reread.notification).min() else { return Ok(()) };
    if first <= integration.raw_deleted_to {
        integration::Entity::update_many()
            .col_expr(integration::Column::RawDeletedTo, Expr::value(first - 1))
            .filter(integration::Column::Id.eq(integration.id))
            .exec(numbered.transaction)
            .await?;
    }
    Ok(())
}

struct BatchRows<'a> {
    numbered: &'a Numbered<'a>,
    batch: &'a Batch,
    replayed: Replayed,
    /// The superseded states by their notification and item.
    items: HashMap<(i64, i32), i64>,
    /// What a web service told of them.
    refinements: Refinements,
}

/// An answer of a web service that stands beside a new reading.
struct Follower<'a> {
    refinement: &'a Refinement,
    reread: &'a Rereading,
    state: NewState,
}

impl BatchRows<'_> {
    fn place(&self, position: i64) -> i64 {
        (self.numbered.log_number << POSITION_BITS) | position
    }

    /// Takes away what is not read any more. It comes first: what takes its place is no duplicate of it.
    async fn supersede(&mut self) -> Result<(), StoreError> {
        let ids: Vec<i64> = self.batch.rereadings.iter().flat_map(|reread| &reread.superseded).copied().collect();
        // What nothing takes the place of is superseded by the batch as a whole: its first position.
        let withdrawn = self.place(0);
        for ids in ids.chunks(500) {
            let standing = || {
                state::Column::AccountId
                    .eq(self.numbered.account.uuid())
                    .and(state::Column::Id.is_in(ids.iter().copied()))
                    .and(state::Column::SupersededBy.is_null())
            };
            let rows = state::Entity::find().filter(standing()).all(self.numbered.transaction).await?;
            state::Entity::update_many()
                .col_expr(state::Column::SupersededBy, Expr::value(withdrawn))
                .filter(standing())
                .exec(self.numbered.transaction)
                .await?;
            self.refinements.withdraw(self.numbered, self.batch.integration, &rows, withdrawn).await?;
            self.replayed.superseded += rows.len();
            for row in rows {
                self.replayed.users.insert(ExternalUserId::new(row.external_user_id));
                self.replayed.freed_events |= row.event_id.is_some();
                self.items.insert((row.notification_id, row.item), row.id);
            }
        }
        Ok(())
    }

    /// Adds what is read now and not stored, unless it is the same event as one that is.
    async fn add(&mut self) -> Result<(), StoreError> {
        let transaction = self.numbered.transaction;
        let added = self.batch.rereadings.iter().filter(|reread| !reread.added.is_empty());
        let states = |reread: &Rereading| reread.added.iter().map(|(_, state)| state.clone()).collect();
        let submission = self.submission(added.map(|reread| (reread, states(reread))));
        let learned = resolve(transaction, &Known::default(), &[&submission]).await?;
        let ids = Ids { known: &Known::default(), learned: &learned };
        let mut events = Events::load(transaction, ids, &[&submission]).await?;
        let (mut rows, mut signs, mut replaced) = (Vec::new(), Signs::default(), Vec::new());
        let mut followers = Vec::new();
        for reread in &self.batch.rereadings {
            for (item, state) in &reread.added {
                let content = ids.content(self.batch.integration, state)?;
                let arrival = events.arrive(self.batch.integration, state.event_id.as_deref(), content.hash);
                if !arrival.is_stored() {
                    self.replayed.with_duplicates.push(reread.notification);
                    continue;
                }
                let row =
                    self.row(rows.len(), reread, (reread.notification, *item)).of(state, content, arrival, &mut signs);
                if let Some(former) = self.items.get(&(reread.notification, *item)) {
                    replaced.push((*former, row.id));
                    let following = self.refinements.following(*former, state, Instant::from_micros(row.at));
                    followers.extend(following.map(|(refinement, state)| Follower { refinement, reread, state }));
                }
                self.replayed.users.insert(content.user);
                rows.push(row);
            }
        }
        self.replayed.added = rows.len();
        self.follow(&followers, &mut rows, &mut replaced, &mut signs).await?;
        let mut inserts = Inserts::on(transaction);
        inserts.add::<state::Entity>(rows);
        signs.store(&mut inserts);
        inserts.run(transaction).await?;
        self.name_successors(&replaced).await
    }

    /// Adds what a web service told, beside the new readings it is about.
    async fn follow(
        &self,
        followers: &[Follower<'_>],
        rows: &mut Vec<state::Model>,
        replaced: &mut Vec<(i64, i64)>,
        signs: &mut Signs,
    ) -> Result<(), StoreError> {
        if followers.is_empty() {
            return Ok(());
        }
        let submission = self.submission(followers.iter().map(|one| (one.reread, vec![one.state.clone()])));
        let learned = resolve(self.numbered.transaction, &Known::default(), &[&submission]).await?;
        let ids = Ids { known: &Known::default(), learned: &learned };
        for Follower { refinement, reread, state } in followers {
            let content = ids.content(self.batch.integration, state)?;
            let row = self.row(rows.len(), reread, (refinement.notification, refinement.item));
            let row = row.of(state, content, Arrival::New, signs);
            replaced.push((refinement.id, row.id));
            rows.push(row);
        }
        Ok(())
    }

    /// The next row after so many.
    fn row(&self, before: usize, reread: &Rereading, (notification, item): (i64, i32)) -> StateRow {
        StateRow {
            account: self.numbered.account,
            integration: self.batch.integration,
            id: self.place(1 + i64::try_from(before).unwrap_or(i64::MAX)),
            notification,
            item,
            received_at: reread.received_at,
            oldest_kept: reread.oldest_kept,
            replayed_at: Some(self.numbered.now),
        }
    }

    /// States of these readings, as the journal takes what arrives.
    fn submission<'r>(&self, states: impl Iterator<Item = (&'r Rereading, Vec<NewState>)>) -> Submission {
        let notification = |(reread, states): (&Rereading, Vec<NewState>)| NewNotification {
            received_at: reread.received_at,
            method: String::new(),
            content_type: String::new(),
            query: String::new(),
            body: Vec::new(),
            states,
            unreadable: Vec::new(),
            snapshot_at: None,
        };
        Submission {
            account: self.numbered.account,
            integration: self.batch.integration,
            format_etag: self.batch.format_etag.clone(),
            oldest_kept: Instant::MIN,
            notifications: states.map(notification).collect(),
        }
    }

    /// Notes which state took the place of which.
    async fn name_successors(&self, replaced: &[(i64, i64)]) -> Result<(), StoreError> {
        let transaction = self.numbered.transaction;
        let mut left = replaced;
        while !left.is_empty() {
            let (next, rest) = left.split_at(step(left.len()));
            let account = self.numbered.account.uuid();
            let values = next.iter().flat_map(|(former, by)| [account.into(), (*former).into(), Value::from(*by)]);
            let update = with_values(transaction.get_database_backend(), SUPERSEDE, 3, values.collect());
            transaction.execute_raw(update).await?;
            left = rest;
        }
        Ok(())
    }

    /// Notes how each notification is read now.
    async fn note_readings(&self) -> Result<(), StoreError> {
        let (whole, others): (Vec<_>, Vec<_>) =
            self.batch.rereadings.iter().partition(|reread| reread.unreadable.is_empty());
        let whole: Vec<i64> = whole.into_iter().map(|reread| reread.notification).collect();
        for some in whole.chunks(500) {
            self.note_reading(some, Reading::Accepted, 0, None).await?;
        }
        for reread in others {
            let reading = Reading::of(reread.states, reread.unreadable.len());
            let unreadable = written(&reread.unreadable)?;
            self.note_reading(&[reread.notification], reading, count(reread.unreadable.len()), unreadable).await?;
        }
        Ok(())
    }

    async fn note_reading(
        &self,
        notifications: &[i64],
        reading: Reading,
        set_aside: i32,
        unreadable: Option<String>,
    ) -> Result<(), StoreError> {
        use notification::{Column, Entity};
        Entity::update_many()
            .col_expr(Column::FormatEtag, Expr::value(self.batch.format_etag.clone()))
            .col_expr(Column::Outcome, Expr::value(reading.number()))
            .col_expr(Column::SetAside, Expr::value(set_aside))
            .col_expr(Column::Unreadable, Expr::value(unreadable))
            .col_expr(Column::ReplayedAt, Expr::value(self.numbered.now.micros()))
            .filter(Column::AccountId.eq(self.numbered.account.uuid()))
            .filter(Column::Id.is_in(notifications.iter().copied()))
            .exec(self.numbered.transaction)
            .await?;
        Ok(())
    }
}
