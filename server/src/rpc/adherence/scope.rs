//! Whom a caller may ask about: what is not theirs looks like what is not there.

use crate::{
    auth::caller::Caller,
    domain::{calendar::Zone, ids::EmployeeId},
    rpc::error::RpcError,
    store::{
        StoreError,
        facts::{EmployeeFacts, Facts, UnitFacts},
    },
};

/// The longest stretch that is asked about or decided on at once: 31 local days, of which one may have 25 hours.
pub(super) const LONGEST_STRETCH: crate::domain::instant::Span = crate::domain::instant::Span::from_hours(31 * 24 + 1);

/// An employee whom the caller sees, with their planning unit.
pub(super) fn visible<'f>(
    facts: &'f Facts,
    caller: &Caller,
    employee: EmployeeId,
) -> Option<(&'f EmployeeFacts, &'f UnitFacts)> {
    let employee = facts.employees.get(&employee)?;
    let unit = facts.units.get(&employee.unit)?;
    caller.units.contains(employee.unit).then_some((employee, unit))
}

/// As [`visible`], for methods about one employee.
pub(super) fn require<'f>(
    facts: &'f Facts,
    caller: &Caller,
    employee: EmployeeId,
) -> Result<(&'f EmployeeFacts, &'f UnitFacts), RpcError> {
    visible(facts, caller, employee).ok_or(RpcError::NotFound)
}

/// The time zone in which a planning unit's days are cut.
pub(super) fn zone(unit: &UnitFacts) -> Result<Zone, RpcError> {
    let zone = unit.zone.parse().map_err(|_| StoreError::Corrupt { what: "time zone", value: unit.zone.clone() })?;
    Ok(zone)
}
