//! Who can sign in: people and programs, their sessions, invitations, and the server's signing keys.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, binary, binary_null, pk_uuid, string, string_null, text_null, uuid},
};

use crate::support::{index, table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("principal")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(string("kind"))
                    // Lower case; empty for programs.
                    .col(string_null("email").unique_key())
                    .col(string("name"))
                    .col(text_null("password_hash"))
                    // Names separated by commas.
                    .col(string("roles"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("revoked_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("principal", &["account_id"])).await?;
        manager
            .create_table(
                table("principal_planning_unit")
                    .col(uuid("principal_id"))
                    .col(uuid("planning_unit_id"))
                    .primary_key(Index::create().col("principal_id").col("planning_unit_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("session")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(uuid("principal_id"))
                    // SHA-256 of the one refresh token that holds; none for programs.
                    .col(binary_null("refresh_hash"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("ended_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("session", &["principal_id"])).await?;
        manager
            .create_table(
                table("invitation")
                    .col(pk_uuid("id"))
                    .col(uuid("account_id"))
                    .col(binary("secret_hash"))
                    .col(string_null("email"))
                    .col(string("roles"))
                    .col(big_integer("created_at"))
                    .col(big_integer("expires_at"))
                    .col(big_integer_null("used_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("signing_key")
                    .col(pk_uuid("id"))
                    .col(binary("public_key"))
                    // Sealed by the master key, which is not in the database.
                    .col(binary("sealed_private_key"))
                    .col(big_integer("created_at"))
                    .col(big_integer_null("retired_at"))
                    .to_owned(),
            )
            .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
