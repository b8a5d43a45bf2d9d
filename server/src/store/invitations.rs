//! Invitations: links by which somebody may set a password, once, within a limited time.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::{
    Store, StoreError,
    audit::{Author, Deed, record},
    entity::{account, invitation, principal},
    principals::{
        NewPrincipal, PrincipalKind, User, end_rights, insert, lock_users, require_not_deactivated, require_person,
        row, touched,
    },
    text,
};
use crate::domain::{ids::AccountId, instant::Instant};

/// A link to make.
#[derive(Clone, Copy, Debug)]
pub struct NewLink {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the secret in it.
    pub secret_hash: [u8; 32],
    /// Until when it can be taken up.
    pub expires_at: Instant,
}

/// An invitation that can be taken up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// Whose.
    pub account: AccountId,
    /// Who is invited; none for the first admin.
    pub person: Option<Invited>,
}

/// A person who is invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// In lower case.
    pub email: String,
    /// Name to show.
    pub name: String,
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
    /// The address it is taken up from.
    pub address: Option<std::net::IpAddr>,
    /// Id of the request.
    pub request_id: String,
}

impl Store {
    /// Adds a person who has still to take up this link. [`StoreError::Taken`] if somebody has the e-mail address,
    /// [`StoreError::NotFound`] if one of the planning units is not there.
    pub async fn invite_person(&self, by: Author, new: NewPrincipal, link: NewLink) -> Result<User, StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let email = new.email.clone();
                let (id, deed) = insert(transaction, by.account, Deed::new("user.invite"), new, now).await?;
                add(transaction, by.account, link, Some((id, email)), now).await?;
                record(transaction, now, &by, deed).await?;
                User::read(transaction, by.account, id, now).await
            })
        })
        .await
    }

    /// Makes a new link for a person, in place of earlier ones.
    pub async fn renew_invitation(&self, by: Author, person: Uuid, link: NewLink) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                let person = row(transaction, by.account, person).await?;
                require_person(&person)?;
                require_not_deactivated(&person)?;
                withdraw(transaction, person.id, now).await?;
                add(transaction, by.account, link, Some((person.id, person.email)), now).await?;
                let deed = Deed::new("user.renew_invitation").to(person.id, person.name);
                record(transaction, now, &by, deed).await
            })
        })
        .await
    }

    /// Makes a link for the first admin of an account, in place of earlier ones.
    pub async fn invite_first_admin(&self, by: Author, link: NewLink) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                lock_users(transaction, by.account).await?;
                use_up(now)
                    .filter(invitation::Column::AccountId.eq(by.account.uuid()))
                    .filter(invitation::Column::PrincipalId.is_null())
                    .exec(transaction)
                    .await?;
                add(transaction, by.account, link, None, now).await?;
                record(transaction, now, &by, Deed::new("account.invite_first_admin")).await
            })
        })
        .await
    }

    /// The invitation, if it can still be taken up with this secret.
    pub async fn open_invitation(&self, id: Uuid, secret_hash: [u8; 32]) -> Result<Option<OpenInvitation>, StoreError> {
        let row = invitation::Entity::find_by_id(id).filter(open(self.clock().now())).one(self.reader()).await?;
        let Some(row) = row.filter(|row| bool::from(row.secret_hash.as_slice().ct_eq(&secret_hash))) else {
            return Ok(None);
        };
        let person = match row.principal_id {
            Some(id) => {
                let person = principal::Entity::find_by_id(id).one(self.reader()).await?;
                person.map(|person| Invited { email: person.email.unwrap_or_default(), name: person.name })
            }
            None => None,
        };
        Ok(Some(OpenInvitation { account: row.account_id.into(), person }))
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
            .filter(principal::Column::Kind.eq(PrincipalKind::Person.name()));
        let rows = account::Entity::find()
            .filter(account::Column::Id.not_in_subquery(with_people.into_query()))
            .all(self.reader())
            .await?;
        Ok(rows.into_iter().map(|row| row.id.into()).collect())
    }
}

/// Ends the links of a person within a transaction.
pub(super) async fn withdraw(transaction: &DatabaseTransaction, person: Uuid, now: Instant) -> Result<(), StoreError> {
    use_up(now).filter(invitation::Column::PrincipalId.eq(person)).exec(transaction).await?;
    Ok(())
}

fn use_up(now: Instant) -> sea_orm::UpdateMany<invitation::Entity> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now.micros()))
        .filter(invitation::Column::UsedAt.is_null())
}

/// Adds a link for a person with an e-mail address, or for the first admin.
async fn add(
    transaction: &DatabaseTransaction,
    account: AccountId,
    link: NewLink,
    person: Option<(Uuid, Option<String>)>,
    now: Instant,
) -> Result<(), StoreError> {
    let roles = if person.is_some() { String::new() } else { "admin".to_owned() };
    let (principal_id, email) = person.map_or((None, None), |(id, email)| (Some(id), email));
    let row = invitation::Model {
        id: link.id,
        account_id: account.uuid(),
        secret_hash: link.secret_hash.to_vec(),
        email,
        roles,
        created_at: now.micros(),
        expires_at: link.expires_at.micros(),
        used_at: None,
        principal_id,
    };
    invitation::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
    Ok(())
}

async fn redeem(
    transaction: &DatabaseTransaction,
    id: Uuid,
    redemption: Redemption,
    now: Instant,
) -> Result<(AccountId, Uuid), StoreError> {
    let invitation = invitation::Entity::find_by_id(id).one(transaction).await?.ok_or(StoreError::NotFound)?;
    let account = AccountId::new(invitation.account_id);
    // First, as whoever changes the person does: so neither can wait for the other.
    lock_users(transaction, account).await?;
    // Of two calls with the same link, one finds it used.
    let used = use_up(now)
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::SecretHash.eq(redemption.secret_hash.to_vec()))
        .filter(open(now))
        .exec(transaction)
        .await?;
    if used.rows_affected == 0 {
        return Err(StoreError::NotFound);
    }
    let Redemption { email, name, password_hash, address, request_id, .. } = redemption;
    let (person, deed) = if let Some(person) = invitation.principal_id {
        let deed = set_up(transaction, account, person, (email, name.clone(), password_hash), now).await?;
        (person, deed)
    } else {
        let admin = NewPrincipal {
            kind: PrincipalKind::Person,
            email: Some(email),
            name: name.clone(),
            password_hash: Some(password_hash),
            roles: invitation.roles.split(',').map(str::to_owned).collect(),
            planning_units: Vec::new(),
        };
        insert(transaction, account, Deed::new(REDEEM), admin, now).await?
    };
    // Whoever has the link acts as the person from now on.
    let author = Author { account, principal: Some(person), name, address, request_id };
    record(transaction, now, &author, deed).await?;
    Ok((account, person))
}

const REDEEM: &str = "user.redeem_invitation";

/// Gives an invited person what they chose.
async fn set_up(
    transaction: &DatabaseTransaction,
    account: AccountId,
    id: Uuid,
    (email, name, password_hash): (String, String, String),
    now: Instant,
) -> Result<Deed, StoreError> {
    let before = row(transaction, account, id).await?;
    require_not_deactivated(&before)?;
    let deed = Deed::new(REDEEM).to(id, name.clone()).field("email", before.email.unwrap_or_default(), &email).field(
        "name",
        before.name,
        &name,
    );
    let change = principal::ActiveModel {
        email: Set(Some(email)),
        name_key: Set(text::key(&name)),
        name: Set(name),
        password_hash: Set(Some(password_hash)),
        ..principal::ActiveModel::default()
    };
    touched(id).set(change).exec(transaction).await?;
    end_rights(transaction, id, None, now).await?;
    Ok(deed)
}

/// Whether a link can be taken up.
pub(super) fn open(now: Instant) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(invitation::Column::UsedAt.is_null())
        .add(invitation::Column::ExpiresAt.gt(now.micros()))
}
