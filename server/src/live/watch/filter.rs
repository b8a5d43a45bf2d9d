//! Whom a watcher sees.

use std::collections::BTreeSet;

use crate::{
    domain::ids::{GroupId, PlanningUnitId},
    live::row::Row,
};

/// Whom a watcher sees: what it asked for, inside what it may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The planning units; none: all of the account's, those to come included.
    pub units: Option<BTreeSet<PlanningUnitId>>,
    /// The groups of which a person is in one or more; empty: it does not matter.
    pub groups: BTreeSet<GroupId>,
    /// Only persons who are out of adherence.
    pub only_out: bool,
}

impl Filter {
    /// Whether a row is in the filter.
    pub fn shows(&self, row: &Row) -> bool {
        self.holds(row.unit, &row.groups) && (!self.only_out || row.is_out())
    }

    /// Whether the persons of a planning unit who are in these groups are, in or out of adherence.
    pub fn holds(&self, unit: PlanningUnitId, groups: &[GroupId]) -> bool {
        let in_unit = self.units.as_ref().is_none_or(|units| units.contains(&unit));
        in_unit && (self.groups.is_empty() || groups.iter().any(|group| self.groups.contains(group)))
    }
}
