//! Invitations: links by which somebody may set a password, once, within a limited time.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr,
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{account, invitation, principal},
    principals::{NewPrincipal, PrincipalKind, insert, kind_name},
    sessions::end_sessions,
};
use crate::domain::{ids::AccountId, instant::Instant};

/// An invitation to make.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub account: AccountId,
    /// SHA-256 of the secret in the link.
    pub secret_hash: [u8; 32],
    /// Who is invited, in lower case; without it, whoever has the link chooses an address and gets the roles.
    pub email: Option<String>,
    /// Names of roles.
    pub roles: Vec<String>,
    /// Until when it can be taken up.
    pub expires_at: Instant,
}

/// An invitation that can be taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Whose.
    pub account: AccountId,
    /// Who is invited; none for the first admin.
    pub email: Option<String>,
}

/// What somebody takes an invitation up with.
#[derive(Clone, Debug)]
pub struct Redemption {
    /// SHA-256 of the secret in the link.
    pub secret_hash: [u8; 32],
    /// In lower case.
    pub email: String,
    /// Name to show.
    pub name: String,
    /// In PHC form.
    pub password_hash: String,
}

impl Store {
    /// Makes an invitation. It takes the place of those to the same address that were not taken up.
    pub async fn invite(&self, new: NewInvitation) -> Result<(), StoreError> {
        let now = self.clock().now();
        let row = invitation::ActiveModel {
            id: Set(new.id),
            account_id: Set(new.account.uuid()),
            secret_hash: Set(new.secret_hash.to_vec()),
            email: Set(new.email.clone()),
            roles: Set(new.roles.join(",")),
            created_at: Set(now.micros()),
            expires_at: Set(new.expires_at.micros()),
            used_at: Set(None),
        };
        self.write(move |transaction| {
            Box::pin(async move {
                let same_address = match new.email {
                    Some(email) => invitation::Column::Email.eq(email),
                    None => invitation::Column::Email.is_null(),
                };
                invitation::Entity::update_many()
                    .col_expr(invitation::Column::UsedAt, Expr::value(now.micros()))
                    .filter(invitation::Column::AccountId.eq(new.account.uuid()))
                    .filter(invitation::Column::UsedAt.is_null())
                    .filter(same_address)
                    .exec(transaction)
                    .await?;
                invitation::Entity::insert(row).exec_without_returning(transaction).await?;
                Ok(())
            })
        })
        .await
    }

    /// The invitation, if it can still be taken up with this secret.
    pub async fn open_invitation(&self, id: Uuid, secret_hash: [u8; 32]) -> Result<Option<OpenInvitation>, StoreError> {
        let row = invitation::Entity::find_by_id(id).filter(open(self.clock().now())).one(self.reader()).await?;
        let row = row.filter(|row| bool::from(row.secret_hash.as_slice().ct_eq(&secret_hash)));
        Ok(row.map(|row| OpenInvitation { account: row.account_id.into(), email: row.email }))
    }

    /// Takes an invitation up: whoever was invited gets name and password, and older sessions of theirs end. Gives the
    /// account and the person.
    ///
    /// [`StoreError::NotFound`] if it is not open any more, [`StoreError::Taken`] if somebody else has the e-mail
    /// address; then it stays open.
    pub async fn redeem_invitation(&self, id: Uuid, redemption: Redemption) -> Result<(AccountId, Uuid), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| Box::pin(async move { redeem(transaction, id, redemption, now).await })).await
    }

    /// The accounts that have no people yet, so that nobody could sign in.
    pub async fn accounts_without_people(&self) -> Result<Vec<AccountId>, StoreError> {
        let with_people = principal::Entity::find()
            .select_only()
            .column(principal::Column::AccountId)
            .filter(principal::Column::Kind.eq(kind_name(PrincipalKind::Person)));
        let rows = account::Entity::find()
            .filter(account::Column::Id.not_in_subquery(sea_orm::QueryTrait::into_query(with_people)))
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| row.id.into()).collect())
    }
}

async fn redeem(
    transaction: &DatabaseTransaction,
    id: Uuid,
    redemption: Redemption,
    now: Instant,
) -> Result<(AccountId, Uuid), StoreError> {
    // Of two calls with the same link, one finds it used.
    let used = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now.micros()))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::SecretHash.eq(redemption.secret_hash.to_vec()))
        .filter(open(now))
        .exec(transaction)
        .await?;
    if used.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    let invitation = invitation::Entity::find_by_id(id).one(transaction).await?.ok_or(StoreError::NotFound)?;
    let account = AccountId::new(invitation.account_id);
    let Some(invited) = invitation.email else {
        let person = NewPrincipal {
            account,
            kind: PrincipalKind::Person,
            email: Some(redemption.email),
            name: redemption.name,
            password_hash: Some(redemption.password_hash),
            roles: invitation.roles.split(',').map(str::to_owned).collect(),
            planning_units: Vec::new(),
        };
        return Ok((account, insert(transaction, person, now).await?));
    };
    let person = principal::Entity::find()
        .filter(principal::Column::AccountId.eq(account.uuid()))
        .filter(principal::Column::Email.eq(invited))
        .filter(principal::Column::RevokedAt.is_null())
        .one(transaction)
        .await?
        .ok_or(StoreError::NotFound)?;
    let change = principal::ActiveModel {
        id: Set(person.id),
        email: Set(Some(redemption.email)),
        name: Set(redemption.name),
        password_hash: Set(Some(redemption.password_hash)),
        ..Default::default()
    };
    principal::Entity::update(change).exec(transaction).await?;
    end_sessions(transaction, person.id, now).await?;
    Ok((account, person.id))
}

fn open(now: Instant) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(invitation::Column::UsedAt.is_null())
        .add(invitation::Column::ExpiresAt.gt(now.micros()))
}
