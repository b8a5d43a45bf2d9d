//! Whom a watcher sees.

use std::collections::BTreeSet;

use crate::{domain::ids::PlanningUnitId, live::row::Row};

/// Whom a watcher sees: what it asked for, inside what it may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The planning units; none: all of the account's, those to come included.
    pub units: Option<BTreeSet<PlanningUnitId>>,
    /// Only persons who are out of adherence.
    pub only_out: bool,
}

impl Filter {
    /// Whether a row is in the filter.
    pub fn shows(&self, row: &Row) -> bool {
        self.has_unit(row.unit) && (!self.only_out || row.is_out())
    }

    /// Whether a planning unit is.
    pub fn has_unit(&self, unit: PlanningUnitId) -> bool {
        self.units.as_ref().is_none_or(|units| units.contains(&unit))
    }
}
