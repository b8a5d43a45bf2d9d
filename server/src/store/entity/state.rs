//! A state read from a notification. Append-only, but for what superseded it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "state")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub notification_id: i64,
    pub integration_id: Uuid,
    pub external_user_id: Uuid,
    pub external_status_id: Uuid,
    pub at: i64,
    pub sent_at: Option<i64>,
    pub received_at: i64,
    pub flags: i32,
    pub event_id: Option<String>,
    pub content_hash: i64,
    pub superseded_by: Option<i64>,
    pub item: i32,
    pub replayed_at: Option<i64>,
    pub end_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
