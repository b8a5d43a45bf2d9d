//! People and programs as admins see them.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{PrincipalKind, kind, roles, row, units_of};
use crate::{
    domain::{
        ids::{AccountId, PlanningUnitId},
        instant::Instant,
    },
    store::{
        Store, StoreError,
        entity::{invitation, principal, session},
        invitations, page,
        page::{NameKey, Page, Rows},
        sessions, text,
    },
};

/// Whether a user can get in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    /// Has not taken up the invitation yet.
    Invited,
    /// Can.
    Active,
    /// Can't: a person who was deactivated, or a program whose token does not hold any more.
    Deactivated,
}

/// A person or program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: Uuid,
    /// Person or program.
    pub kind: PrincipalKind,
    /// Whether it can get in.
    pub state: UserState,
    /// In lower case; none for programs.
    pub email: Option<String>,
    /// Name to show.
    pub name: String,
    /// Names of roles.
    pub roles: Vec<String>,
    /// The planning units it was given, as far as they were not deleted, by name.
    pub planning_units: Vec<PlanningUnitId>,
    /// When it was added.
    pub created_at: Instant,
    /// When it last signed in; none for programs.
    pub last_sign_in_at: Option<Instant>,
    /// When its invitation link expires; none if no link holds.
    pub invitation_expires_at: Option<Instant>,
    /// When its token expires; none for people, and if it does not hold any more.
    pub token_expires_at: Option<Instant>,
    /// Goes up with each change.
    pub revision: i64,
}

impl Store {
    /// A page of the account's people and programs, by name. `search` is looked for in names and e-mail addresses.
    pub async fn users(
        &self,
        account: AccountId,
        search: &str,
        page: &Page<NameKey>,
    ) -> Result<Rows<User, NameKey>, StoreError> {
        let mut query = principal::Entity::find().filter(principal::Column::AccountId.eq(account.uuid()));
        if !search.is_empty() {
            let texts = [principal::Column::NameKey, principal::Column::Email];
            let texts = texts.map(|column| Expr::col((principal::Entity, column)));
            query = query.filter(text::contains(texts, search));
        }
        if let Some(after) = &page.after {
            query = query.filter(after.before(principal::Column::NameKey, principal::Column::Id));
        }
        let rows = query
            .order_by_asc(principal::Column::NameKey)
            .order_by_asc(principal::Column::Id)
            .limit(page.limit())
            .all(self.reader())
            .await?;
        let page::Rows { rows, next } = page.cut(rows, |row| NameKey { name: row.name_key.clone(), id: row.id });
        Ok(Rows { rows: complete(self.reader(), rows, self.clock().now()).await?, next })
    }

    /// All of the account's people or programs, by name.
    pub async fn users_of_kind(&self, account: AccountId, kind: PrincipalKind) -> Result<Vec<User>, StoreError> {
        let rows = principal::Entity::find()
            .filter(principal::Column::AccountId.eq(account.uuid()))
            .filter(principal::Column::Kind.eq(kind.name()))
            .order_by_asc(principal::Column::NameKey)
            .order_by_asc(principal::Column::Id)
            .all(self.reader())
            .await?;
        complete(self.reader(), rows, self.clock().now()).await
    }

    /// What a user of the account is; none if it is not there.
    pub async fn user_kind(&self, account: AccountId, id: Uuid) -> Result<Option<PrincipalKind>, StoreError> {
        match row(self.reader(), account, id).await {
            Ok(row) => Ok(Some(kind(&row)?)),
            Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether somebody, in whatever account, signs in with this address (in lower case).
    pub async fn email_is_taken(&self, email: &str) -> Result<bool, StoreError> {
        Ok(self.person_by_email(email).await?.is_some())
    }
}

impl User {
    /// The user of this id, as `connection` sees it.
    pub(in crate::store) async fn read(
        connection: &impl ConnectionTrait,
        account: AccountId,
        id: Uuid,
        now: Instant,
    ) -> Result<Self, StoreError> {
        let row = row(connection, account, id).await?;
        complete(connection, vec![row], now).await?.pop().ok_or(StoreError::NotFound)
    }
}

/// Adds what stands in other tables.
async fn complete(
    connection: &impl ConnectionTrait,
    rows: Vec<principal::Model>,
    now: Instant,
) -> Result<Vec<User>, StoreError> {
    let ids: HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut units: HashMap<Uuid, Vec<PlanningUnitId>> = HashMap::new();
    for (principal, unit, _) in units_of(connection, ids.iter().copied()).await? {
        units.entry(principal).or_default().push(unit);
    }
    let open = invitation::Entity::find()
        .filter(invitation::Column::PrincipalId.is_in(ids))
        .filter(invitations::open(now))
        .all(connection)
        .await?;
    let links: HashMap<Uuid, i64> =
        open.into_iter().filter_map(|row| row.principal_id.map(|principal| (principal, row.expires_at))).collect();
    let programs = rows.iter().filter(|row| row.kind == PrincipalKind::Program.name()).map(|row| row.id);
    let held = session::Entity::find()
        .filter(session::Column::PrincipalId.is_in(programs))
        .filter(sessions::lives(now))
        .all(connection)
        .await?;
    let tokens: HashMap<Uuid, i64> = held.into_iter().map(|row| (row.principal_id, row.expires_at)).collect();
    rows.into_iter()
        .map(|row| {
            let token_expires_at = tokens.get(&row.id).copied();
            Ok(User {
                kind: kind(&row)?,
                state: state(kind(&row)?, &row, token_expires_at.is_some()),
                planning_units: units.remove(&row.id).unwrap_or_default(),
                created_at: Instant::from_micros(row.created_at),
                last_sign_in_at: row.last_sign_in_at.map(Instant::from_micros),
                invitation_expires_at: links.get(&row.id).copied().map(Instant::from_micros),
                token_expires_at: token_expires_at.map(Instant::from_micros),
                revision: row.revision,
                roles: roles(&row.roles),
                id: row.id,
                email: row.email,
                name: row.name,
            })
        })
        .collect()
}

fn state(kind: PrincipalKind, row: &principal::Model, token_holds: bool) -> UserState {
    match kind {
        _ if row.revoked_at.is_some() => UserState::Deactivated,
        PrincipalKind::Program if token_holds => UserState::Active,
        PrincipalKind::Program => UserState::Deactivated,
        PrincipalKind::Person if row.password_hash.is_some() => UserState::Active,
        PrincipalKind::Person => UserState::Invited,
    }
}
