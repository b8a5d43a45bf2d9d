//! The keys that sign access tokens. Their private halves are sealed: the database alone can't sign.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{Store, StoreError, entity::signing_key};

/// The id of a database's first key. As all replicas that start for the first time use the same id, only one of them
/// gets its key in.
pub const FIRST: Uuid = Uuid::from_u128(1);

/// A key as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// What tokens name it by.
    pub id: Uuid,
    /// Ed25519 public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// Ed25519 private key, sealed.
    pub sealed_private_key: Vec<u8>,
}

impl Store {
    /// The keys that are not retired, the newest first.
    pub async fn signing_keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let rows = signing_key::Entity::find()
            .filter(signing_key::Column::RetiredAt.is_null())
            .order_by_desc(signing_key::Column::CreatedAt)
            .order_by_desc(signing_key::Column::Id)
            .all(self.reader())
            .await?;
        let stored = |row: signing_key::Model| StoredKey {
            id: row.id,
            public_key: row.public_key,
            sealed_private_key: row.sealed_private_key,
        };
        Ok(rows.into_iter().map(stored).collect())
    }

    /// Adds a key, which signs from now on. Nothing happens if there is, or was, one with this id.
    pub async fn add_signing_key(&self, key: StoredKey) -> Result<(), StoreError> {
        let row = signing_key::ActiveModel {
            id: Set(key.id),
            public_key: Set(key.public_key),
            sealed_private_key: Set(key.sealed_private_key),
            created_at: Set(self.clock().now().micros()),
            retired_at: Set(None),
        };
        self.write(move |transaction| {
            Box::pin(async move {
                signing_key::Entity::insert(row)
                    .on_conflict(OnConflict::column(signing_key::Column::Id).do_nothing().to_owned())
                    .exec_without_returning(transaction)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Retires every key but this one: what they signed no longer holds.
    pub async fn retire_signing_keys_except(&self, id: Uuid) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |transaction| {
            Box::pin(async move {
                signing_key::Entity::update_many()
                    .col_expr(signing_key::Column::RetiredAt, Expr::value(now.micros()))
                    .filter(signing_key::Column::Id.ne(id))
                    .filter(signing_key::Column::RetiredAt.is_null())
                    .exec(transaction)
                    .await?;
                Ok(())
            })
        })
        .await
    }
}
