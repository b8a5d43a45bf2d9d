//! A version of an account's rules of adherence; the newest holds.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "adherence_settings")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub target_percent: f64,
    pub not_present_buffer: i64,
    pub wrong_activity_buffer: i64,
    pub not_scheduled_buffer: i64,
    pub severe_after: i64,
    pub unmapped_policy: String,
    pub silence_after: i64,
    pub auto_logout_after: i64,
    pub author: Option<Uuid>,
    pub created_at: i64,
    pub log_number: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
