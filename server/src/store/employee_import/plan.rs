//! What the rows of a file change, and what is wrong with them.

use std::collections::{BTreeSet, HashMap};

use super::{ImportRow, Outcome, RowChange, RowFault, directory::Directory};
use crate::{
    domain::{
        ids::{EmployeeId, GroupId, IntegrationId},
        instant::Instant,
    },
    store::{entity::employee, new_id, text},
};

/// An employee that a row changes.
#[derive(Clone, Debug)]
pub(super) struct PlannedEmployee {
    pub(super) line: u32,
    /// As it is; none if it is new.
    pub(super) before: Option<employee::Model>,
    /// As it will be.
    pub(super) after: employee::Model,
    /// Its groups, if they will be others.
    pub(super) groups: Option<BTreeSet<GroupId>>,
    /// External users it will have that it does not have.
    pub(super) users: Vec<(IntegrationId, String)>,
    columns: Vec<&'static str>,
}

impl PlannedEmployee {
    /// Whether it changes in more than its external users, which are recorded by themselves.
    pub(super) fn changes_itself(&self) -> bool {
        self.columns.iter().any(|column| *column != "external_user")
    }
}

/// What an import changes, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) people: Vec<PlannedEmployee>,
    faults: Vec<RowFault>,
    unchanged: usize,
    /// In which line an employee or an external user was named first.
    employees: HashMap<EmployeeId, u32>,
    numbers: HashMap<String, u32>,
    emails: HashMap<String, u32>,
    users: HashMap<(IntegrationId, String), u32>,
}

impl Plan {
    pub(super) fn make(directory: &Directory, rows: &[ImportRow], now: Instant) -> Self {
        let mut plan = Self::default();
        for row in rows {
            plan.add(directory, row, now);
        }
        plan
    }

    pub(super) fn outcome(&self) -> Outcome {
        let changes = self.people.iter().map(|person| RowChange {
            line: person.line,
            name: person.after.name.clone(),
            creates: person.before.is_none(),
            columns: person.columns.clone(),
        });
        Outcome {
            faults: self.faults.clone(),
            changes: changes.collect(),
            unchanged: self.unchanged,
            assigned: self.assigned(),
        }
    }

    /// How many external users are assigned.
    pub(super) fn assigned(&self) -> usize {
        self.people.iter().map(|person| person.users.len()).sum()
    }

    fn add(&mut self, directory: &Directory, row: &ImportRow, now: Instant) {
        let wrong = self.faults.len();
        let unit = directory.units.get(&text::key(&row.planning_unit));
        if unit.is_none() {
            let message = "no planning unit has this name: create it first, or correct the name";
            self.fault(row, "planning_unit", &row.planning_unit, "UNKNOWN_PLANNING_UNIT", message);
        }
        let groups = row.groups.as_ref().map(|names| self.groups(directory, row, names));
        let users = self.users(directory, row);
        let before = self.known(directory, row);
        let (Some(unit), true) = (unit, self.faults.len() == wrong) else { return };
        let after = after(directory, row, before, unit.id, now);
        let id = EmployeeId::new(after.id);
        let known_groups = before.map(|before| directory.groups_of(before.id.into())).unwrap_or_default();
        let groups = groups.filter(|groups| *groups != known_groups);
        let users: Vec<_> = users
            .into_iter()
            .filter(|(of, user)| directory.user(*of, user).and_then(|known| known.employee) != Some(id))
            .collect();
        let columns = columns(before, &after, groups.is_some(), !users.is_empty());
        if columns.is_empty() {
            self.unchanged += 1;
        } else {
            let before = before.cloned();
            self.people.push(PlannedEmployee { line: row.line, before, after, groups, users, columns });
        }
    }

    /// The employee a row is about; none if it is new.
    fn known<'d>(&mut self, directory: &'d Directory, row: &ImportRow) -> Option<&'d employee::Model> {
        let number = row.personnel_number.as_deref().unwrap_or_default();
        let email = row.email.as_deref().unwrap_or_default();
        let known = if !number.is_empty() {
            if let Some(line) = self.numbers.insert(number.to_owned(), row.line) {
                let message = format!("is in line {line} already: give each employee one row");
                self.fault(row, "personnel_number", number, "DUPLICATE", message);
                return None;
            }
            directory.numbered(number)
        } else if !email.is_empty() {
            if let Some(line) = self.emails.insert(text::key(email), row.line) {
                let message = format!("is in line {line} already: give each employee one row");
                self.fault(row, "email", email, "DUPLICATE", message);
                return None;
            }
            let known = directory.addressed(email);
            if known.len() > 1 {
                let message = format!("{} employees have this address: give the personnel number", known.len());
                self.fault(row, "email", email, "AMBIGUOUS", message);
            }
            known.first().copied()
        } else {
            None
        };
        if let Some(line) = known.and_then(|known| self.employees.insert(known.id.into(), row.line)) {
            let message = format!("is the same employee as line {line}: give each employee one row");
            self.fault(row, "", &row.name, "DUPLICATE", message);
        }
        known
    }

    fn groups(&mut self, directory: &Directory, row: &ImportRow, names: &[String]) -> BTreeSet<GroupId> {
        let mut groups = BTreeSet::new();
        for name in names {
            if let Some((group, _)) = directory.groups.get(&text::key(name)) {
                groups.insert(*group);
            } else {
                let message = "no group has this name: create it first, or correct the name";
                self.fault(row, "groups", name, "UNKNOWN_GROUP", message);
            }
        }
        groups
    }

    fn users(&mut self, directory: &Directory, row: &ImportRow) -> Vec<(IntegrationId, String)> {
        if row.external_users.is_empty() {
            return Vec::new();
        }
        if row.integration.is_empty() {
            let message = "must name the integration that knows the external user";
            self.fault(row, "integration", "", "REQUIRED", message);
            return Vec::new();
        }
        let Some(integration) = directory.integrations.get(&text::key(&row.integration)).copied() else {
            let message = "no integration has this name: create it first, or correct the name";
            self.fault(row, "integration", &row.integration, "UNKNOWN_INTEGRATION", message);
            return Vec::new();
        };
        let mut users = Vec::new();
        for identifier in &row.external_users {
            let user = (integration, identifier.clone());
            if let Some(line) = self.users.insert(user.clone(), row.line) {
                let message = format!("is in line {line} already: it belongs to one employee at a time");
                self.fault(row, "external_user", identifier, "DUPLICATE", message);
            }
            users.push(user);
        }
        users
    }

    fn fault(&mut self, row: &ImportRow, column: &str, value: &str, reason: &'static str, message: impl Into<String>) {
        let (column, value, message) = (column.to_owned(), value.to_owned(), message.into());
        self.faults.push(RowFault { line: row.line, column, value, reason, message });
    }
}

fn after(
    directory: &Directory,
    row: &ImportRow,
    before: Option<&employee::Model>,
    unit: uuid::Uuid,
    now: Instant,
) -> employee::Model {
    let new = || employee::Model {
        id: new_id(now),
        account_id: directory.account.uuid(),
        planning_unit_id: unit,
        name: String::new(),
        name_key: String::new(),
        email: String::new(),
        personnel_number: row.personnel_number.clone().unwrap_or_default(),
        revision: 0,
        created_at: now.micros(),
        deleted_at: None,
    };
    let before = before.cloned().unwrap_or_else(new);
    let known_by_email = row.personnel_number.as_deref().unwrap_or_default().is_empty();
    let email = row.email.clone().filter(|email| !(known_by_email && email.is_empty()));
    employee::Model {
        name_key: text::key(&row.name),
        name: row.name.clone(),
        email: email.unwrap_or_else(|| before.email.clone()),
        planning_unit_id: unit,
        revision: before.revision + 1,
        ..before
    }
}

fn columns(before: Option<&employee::Model>, after: &employee::Model, groups: bool, users: bool) -> Vec<&'static str> {
    let is_other = |of: fn(&employee::Model) -> &str| before.map_or("", of) != of(after);
    let moved = before.is_none_or(|before| before.planning_unit_id != after.planning_unit_id);
    let columns = [
        ("name", is_other(|row| &row.name)),
        ("email", is_other(|row| &row.email)),
        ("personnel_number", is_other(|row| &row.personnel_number)),
        ("planning_unit", moved),
        ("groups", groups),
        ("external_user", users),
    ];
    columns.into_iter().filter_map(|(column, changes)| changes.then_some(column)).collect()
}
