//! What the lists of integrations show of the journal, and whose integration it is.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::sql::with_values;
use crate::{
    domain::{
        entry::effective_time,
        ids::{AccountId, IntegrationId},
        instant::Instant,
    },
    store::{
        StoreError,
        integrations::SLIP,
        journal::{FROM_WEB_SERVICE, NewNotification, Reading, Submission},
    },
};

/// Columns: account, integration, newest receipt, whether the newest notification is readable, receipt of the first of
/// the newest ones in a row like it, whether that row is all there is, newest instant a state holds from. What can be
/// read goes on over a slip.
const TOUCH: &str = "UPDATE integration
    SET last_notification_at = CASE WHEN new.column3 IS NULL OR integration.last_notification_at > new.column3
            THEN integration.last_notification_at ELSE new.column3 END,
        readable_since = CASE WHEN new.column5 IS NULL THEN integration.readable_since
            WHEN new.column4 = 0 AND new.column6 = 1 THEN integration.readable_since
            WHEN new.column4 = 0 THEN COALESCE(integration.readable_since, new.column5)
            WHEN integration.readable_since IS NULL
                OR integration.last_notification_at - integration.unreadable_since >= {slip} THEN new.column5
            ELSE integration.readable_since END,
        unreadable_since = CASE WHEN new.column5 IS NULL THEN integration.unreadable_since
            WHEN new.column4 = 1 THEN NULL
            WHEN new.column6 = 1 AND integration.unreadable_since IS NOT NULL THEN integration.unreadable_since
            ELSE new.column5 END,
        newest_state_at = CASE WHEN new.column7 IS NULL OR integration.newest_state_at > new.column7
            THEN integration.newest_state_at ELSE new.column7 END
    FROM (VALUES {values}) AS new
    WHERE integration.account_id = new.column1 AND integration.id = new.column2 AND integration.deleted_at IS NULL";

/// What a batch brings of one integration.
#[derive(Default)]
struct Brought {
    last_receipt: Option<Instant>,
    /// Whether the newest notification can be read, and the receipt of the first of the newest ones like it.
    newest_in_a_row: Option<(bool, Instant)>,
    is_mixed: bool,
    newest_state: Option<Instant>,
}

impl Brought {
    /// Takes the next notification in the order of storing.
    fn take(&mut self, notification: &NewNotification, oldest_kept: Instant) {
        if notification.method == FROM_WEB_SERVICE {
            return;
        }
        let received = notification.received_at;
        self.last_receipt = self.last_receipt.max(Some(received));
        let reading = Reading::of(notification.states.len(), notification.unreadable.len());
        let readable = reading != Reading::Quarantined;
        match self.newest_in_a_row {
            Some((known, _)) if known == readable => {}
            before => {
                self.is_mixed = before.is_some();
                self.newest_in_a_row = Some((readable, received));
            }
        }
        let times = notification.states.iter().map(|state| effective_time(state.sent_at, received, oldest_kept).time);
        self.newest_state = self.newest_state.max(times.max());
    }

    fn values(&self, account: AccountId, integration: IntegrationId) -> [Value; 7] {
        let (readable, since) = self.newest_in_a_row.map_or((true, None), |(readable, since)| (readable, Some(since)));
        [
            account.uuid().into(),
            integration.uuid().into(),
            self.last_receipt.map(Instant::micros).into(),
            i32::from(readable).into(),
            since.map(Instant::micros).into(),
            i32::from(!self.is_mixed).into(),
            self.newest_state.map(Instant::micros).into(),
        ]
    }
}

/// Writes down what is new of each integration. Fails with [`StoreError::NotFound`] if an integration is not there, is
/// deleted, or is another account's.
pub(super) async fn touch(transaction: &DatabaseTransaction, submissions: &[&Submission]) -> Result<(), StoreError> {
    let mut brought: BTreeMap<_, Brought> = BTreeMap::new();
    for submission in submissions {
        let entry = brought.entry((submission.account, submission.integration)).or_default();
        for notification in &submission.notifications {
            entry.take(notification, submission.oldest_kept);
        }
    }
    let values = brought.iter().flat_map(|((account, integration), brought)| brought.values(*account, *integration));
    let touch = TOUCH.replace("{slip}", &SLIP.micros().to_string());
    let update = with_values(transaction.get_database_backend(), &touch, 7, values.collect());
    let found = transaction.execute_raw(update).await?.rows_affected();
    if found < brought.len() as u64 { Err(StoreError::NotFound) } else { Ok(()) }
}
