//! A connection to one telephone system.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "integration")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub vendor: String,
    pub name: String,
    pub name_key: String,
    pub zone: String,
    pub format: String,
    pub format_etag: String,
    pub revision: i64,
    pub created_by: Uuid,
    pub created_at: i64,
    pub deleted_at: Option<i64>,
    pub last_notification_at: Option<i64>,
    pub raw_retention: i64,
    pub raw_deleted_to: i64,
    pub readable_since: Option<i64>,
    pub unreadable_since: Option<i64>,
    pub newest_state_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
