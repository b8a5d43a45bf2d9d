//! Accounts: the customers. Everything else belongs to one.

use std::{fmt, str::FromStr};

use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder};

use super::{
    Store, StoreError, activities,
    audit::{Author, Deed, record},
    entity::account,
    new_id,
};
use crate::domain::{calendar::Zone, ids::AccountId, instant::Instant, window::Window};

/// What an account has subscribed to; a larger one includes the smaller ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// The smallest.
    Basic,
    /// Includes telephone systems.
    Advanced,
    /// Includes everything.
    Enterprise,
}

impl Edition {
    /// All of them, the smallest first.
    pub const ALL: [Self; 3] = [Self::Basic, Self::Advanced, Self::Enterprise];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Advanced => "advanced",
            Self::Enterprise => "enterprise",
        }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is not an edition.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not an edition: it is basic, advanced or enterprise")]
pub struct NotAnEdition(String);

impl FromStr for Edition {
    type Err = NotAnEdition;

    fn from_str(text: &str) -> Result<Self, NotAnEdition> {
        let edition = Self::ALL.into_iter().find(|edition| edition.as_str().eq_ignore_ascii_case(text.trim()));
        edition.ok_or_else(|| NotAnEdition(text.to_owned()))
    }
}

/// An account to create.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What it has subscribed to.
    pub edition: Edition,
    /// Name to show.
    pub name: String,
    /// IANA name of the zone that its planning units and integrations have unless they say otherwise.
    pub zone: String,
    /// For how many months before this one data is kept.
    pub retention_months: i32,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Which.
    pub id: AccountId,
    /// Name to show.
    pub name: String,
    /// What it has subscribed to.
    pub edition: Edition,
    /// IANA name of its time zone.
    pub zone: String,
    /// For how many months before this one data is kept.
    pub retention_months: i32,
    /// When it was created.
    pub created_at: Instant,
}

impl Account {
    /// The instant from which on states were kept at `now`.
    pub fn oldest_kept(&self, now: Instant) -> Result<Instant, StoreError> {
        let zone: Zone =
            self.zone.parse().map_err(|_| StoreError::Corrupt { what: "time zone", value: self.zone.clone() })?;
        let months = u8::try_from(self.retention_months.max(0)).unwrap_or(u8::MAX);
        let first_kept = zone.day_of(now).first_kept(months);
        Ok(zone.month(first_kept).map_or(Instant::MIN, Window::start))
    }
}

/// Creates an account with its built-in activities, which only the operator does. Its settings and matches are the
/// defaults, which need no rows.
pub async fn create(store: &Store, new: NewAccount) -> Result<Account, StoreError> {
    let now = store.clock().now();
    let row = account::Model {
        id: new_id(now),
        name: new.name,
        edition: new.edition.to_string(),
        zone: new.zone,
        retention_months: new.retention_months,
        log_number: 0,
        created_at: now.micros(),
    };
    let account = read(row.clone())?;
    store
        .write(move |transaction| {
            Box::pin(async move {
                let id = AccountId::new(row.id);
                let deed = Deed::new("account.create")
                    .to(row.id, row.name.clone())
                    .field("edition", "", &row.edition)
                    .field("time_zone", "", &row.zone)
                    .field("retention_months", "", row.retention_months);
                account::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
                activities::insert_built_in(transaction, id, now).await?;
                record(transaction, now, &Author::operator(id), deed).await
            })
        })
        .await?;
    Ok(account)
}

/// The account of this id.
pub async fn get(store: &Store, account: AccountId) -> Result<Account, StoreError> {
    let row = account::Entity::find_by_id(account.uuid()).one(store.reader()).await?;
    read(row.ok_or(StoreError::NotFound)?)
}

/// All accounts, by name. For the operator: no service shows them.
pub async fn list(store: &Store) -> Result<Vec<Account>, StoreError> {
    let rows = account::Entity::find()
        .order_by_asc(account::Column::Name)
        .order_by_asc(account::Column::Id)
        .all(store.reader())
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: account::Model) -> Result<Account, StoreError> {
    let edition = row.edition.parse().map_err(|_| StoreError::Corrupt { what: "edition", value: row.edition })?;
    Ok(Account {
        id: AccountId::new(row.id),
        name: row.name,
        edition,
        zone: row.zone,
        retention_months: row.retention_months,
        created_at: Instant::from_micros(row.created_at),
    })
}

#[cfg(test)]
mod tests {
    use super::Edition;

    #[test]
    fn an_edition_reads_back_what_it_prints_whatever_the_case() {
        for edition in Edition::ALL {
            assert_eq!(edition.to_string().to_uppercase().parse::<Edition>().unwrap(), edition);
        }
        let refused = "gold".parse::<Edition>().unwrap_err();
        assert_eq!(refused.to_string(), "\"gold\" is not an edition: it is basic, advanced or enterprise");
    }
}
