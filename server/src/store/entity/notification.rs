//! What arrived, raw, and how it was last read. Rows are never deleted, their raw text is.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub integration_id: Uuid,
    pub received_at: i64,
    pub method: String,
    pub content_type: String,
    pub query: String,
    pub body: Vec<u8>,
    pub format_etag: String,
    pub outcome: i16,
    pub states: i32,
    pub set_aside: i32,
    pub unreadable: Option<String>,
    pub body_size: i32,
    pub replayed_at: Option<i64>,
    pub raw_deleted_at: Option<i64>,
    pub duplicates: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
