//! Values of columns, from either database to JSON and back.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sea_orm::{ColumnType, DbErr, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Uuid,
    Text,
    Bytes,
    Boolean,
    Real,
    SmallInteger,
    Integer,
    BigInteger,
}

impl Kind {
    pub(super) fn of(column: &ColumnType) -> Self {
        match column {
            ColumnType::Uuid => Self::Uuid,
            ColumnType::Boolean => Self::Boolean,
            ColumnType::Float | ColumnType::Double => Self::Real,
            ColumnType::SmallInteger => Self::SmallInteger,
            ColumnType::Integer => Self::Integer,
            ColumnType::BigInteger => Self::BigInteger,
            ColumnType::Blob | ColumnType::Binary(_) | ColumnType::VarBinary(_) => Self::Bytes,
            _ => Self::Text,
        }
    }

    /// The value of a column of this kind, as JSON.
    pub(super) fn read(self, row: &QueryResult, column: &str) -> Result<Json, DbErr> {
        let get = |value: Option<Json>| value.unwrap_or(Json::Null);
        Ok(match self {
            Self::Uuid => get(row.try_get::<Option<Uuid>>("", column)?.map(|id| id.to_string().into())),
            Self::Text => get(row.try_get::<Option<String>>("", column)?.map(Json::from)),
            Self::Bytes => get(row.try_get::<Option<Vec<u8>>>("", column)?.map(|bytes| STANDARD.encode(bytes).into())),
            Self::Boolean => get(row.try_get::<Option<bool>>("", column)?.map(Json::from)),
            // Written out as text it comes back to the last bit.
            Self::Real => get(row.try_get::<Option<f64>>("", column)?.map(|real| format!("{real:?}").into())),
            Self::SmallInteger => get(row.try_get::<Option<i16>>("", column)?.map(Json::from)),
            Self::Integer => get(row.try_get::<Option<i32>>("", column)?.map(Json::from)),
            Self::BigInteger => get(row.try_get::<Option<i64>>("", column)?.map(Json::from)),
        })
    }

    /// The value that JSON stands for; none if it does not stand for one of this kind.
    pub(super) fn parse(self, json: &Json) -> Option<Value> {
        /// A value, or that there is none.
        fn some<T>(json: &Json, value: impl FnOnce(&Json) -> Option<T>) -> Option<Value>
        where
            Option<T>: Into<Value>,
        {
            let value = if json.is_null() { None } else { Some(value(json)?) };
            Some(value.into())
        }
        match self {
            Self::Uuid => some(json, |json| Uuid::parse_str(json.as_str()?).ok()),
            Self::Text => some(json, |json| json.as_str().map(str::to_owned)),
            Self::Bytes => some(json, |json| STANDARD.decode(json.as_str()?).ok()),
            Self::Boolean => some(json, Json::as_bool),
            Self::Real => some(json, |json| json.as_str()?.parse::<f64>().ok()),
            Self::SmallInteger => some(json, |json| i16::try_from(json.as_i64()?).ok()),
            Self::Integer => some(json, |json| i32::try_from(json.as_i64()?).ok()),
            Self::BigInteger => some(json, Json::as_i64),
        }
    }
}
