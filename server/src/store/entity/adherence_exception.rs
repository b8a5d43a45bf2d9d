//! A stretch of a person's time that a planner judged otherwise.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "adherence_exception")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub employee_id: Uuid,
    pub starts_at: i64,
    pub ends_at: i64,
    pub kind: String,
    pub reason: String,
    pub author: Uuid,
    pub created_at: i64,
    pub log_number: i64,
    pub deleted_at: Option<i64>,
    pub deleted_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
