//! An external user that belongs to an employee for a time.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub account_id: Uuid,
    pub external_user_id: Uuid,
    pub employee_id: Uuid,
    pub valid_from: Option<i64>,
    pub valid_to: Option<i64>,
    pub undone_at: Option<i64>,
    pub author: Uuid,
    pub created_at: i64,
    pub log_number: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::external_user::Entity",
        from = "Column::ExternalUserId",
        to = "super::external_user::Column::Id"
    )]
    ExternalUser,
}

impl Related<super::external_user::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ExternalUser.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
