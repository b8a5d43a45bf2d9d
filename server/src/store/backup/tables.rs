//! The tables that are backed up, with their columns, as the entities say.

use sea_orm::{ColumnTrait as _, EntityName as _, IdenStatic as _, Iterable as _, PrimaryKeyToColumn as _};
use serde::{Deserialize, Serialize};

use super::value::Kind;
use crate::store::entity;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The columns of its primary key: rows are written in their order.
    pub(super) key: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

impl Table {
    pub(super) fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }
}

macro_rules! tables {
    ($($table:ident),+ $(,)?) => {
        vec![$(Table {
            name: entity::$table::Entity.table_name().to_owned(),
            columns: entity::$table::Column::iter()
                .map(|column| Column {
                    name: column.as_str().to_owned(),
                    kind: Kind::of(column.def().get_column_type()),
                })
                .collect(),
            key: entity::$table::PrimaryKey::iter().map(|key| key.into_column().as_str().to_owned()).collect(),
        }),+]
    };
}

/// Every table.
pub(super) fn all() -> Vec<Table> {
    tables![
        account,
        activity,
        activity_matches,
        adherence_exception,
        adherence_settings,
        assignment,
        audit_event,
        change,
        employee,
        employee_group,
        external_status,
        external_user,
        group_member,
        health_position,
        integration,
        integration_pause,
        integration_step,
        invitation,
        notification,
        notification_format,
        planning_unit,
        principal,
        principal_planning_unit,
        replay,
        schedule_day,
        session,
        sign_of_life,
        signing_key,
        snapshot,
        state,
        status_mapping,
        url_token,
        web_service,
    ]
}
