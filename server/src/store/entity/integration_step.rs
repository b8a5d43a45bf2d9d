//! What an integration brought within five minutes that are over. Append-only.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "integration_step")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub integration_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub start_at: i64,
    pub accepted: i64,
    pub duplicates: i64,
    pub refreshes: i64,
    pub late: i64,
    pub quarantined: i64,
    pub timed: i64,
    pub median_skew: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
