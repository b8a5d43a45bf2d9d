//! How one integration's Odigo writes its notifications: every difference is a setting here, not a release.

use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::reading::{MAX_CHARACTERS, MAX_DEPTH};
use super::vocabulary::Field;
use crate::domain::mapping::DEFAULT_LOGGED_OUT;

/// How many names, mapped values or logged-out statuses one list may have.
const MAX_ENTRIES: usize = 200;

/// The format of an integration's notifications, kept as JSON. What is left out has its default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Format {
    /// Where the agent is found.
    pub agent: FieldFormat,
    /// Where the status is found.
    pub status: FieldFormat,
    /// Where the detail is found.
    pub detail: FieldFormat,
    /// Where the time is found.
    pub time: FieldFormat,
    /// Where the event id is found.
    pub event_id: FieldFormat,
    /// Statuses that mean Offline; compared without case, accents, white space, `_` and `-`.
    pub logged_out: Vec<String>,
    /// IANA name of the zone of times that come without one, where it differs from the integration's zone.
    pub zone: Option<String>,
}

/// Where a field is found and how its value is turned into the one to store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFormat {
    /// Names tried in this order, compared without case; `a.b` is a path. An empty list switches the field off.
    pub names: Vec<String>,
    /// Values to replace, looked up as written and then without case; replaced by an empty one means absent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// What happens to upper and lower case, before `values` is consulted.
    #[serde(default, skip_serializing_if = "is_exact")]
    pub case: Case,
}

/// Whether values that differ only in case are kept apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// As sent.
    #[default]
    Exact,
    /// All lower case, for an Odigo that writes the same login in different ways.
    Lower,
    /// All upper case.
    Upper,
}

/// Something in a format that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The path of the offending member, such as `agent.names[2]`.
    pub path: String,
    /// What is wrong and what to do.
    pub description: String,
}

/// A format that cannot be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the notification format has {} thing(s) to correct", .0.len())]
pub struct InvalidFormat(pub Vec<Violation>);

// `serde` wants a reference here.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_exact(case: &Case) -> bool {
    *case == Case::Exact
}

impl Default for Format {
    fn default() -> Self {
        Self {
            agent: FieldFormat::standard(Field::Agent),
            status: FieldFormat::standard(Field::Status),
            detail: FieldFormat::standard(Field::Detail),
            time: FieldFormat::standard(Field::Time),
            event_id: FieldFormat::standard(Field::EventId),
            logged_out: DEFAULT_LOGGED_OUT.map(str::to_owned).to_vec(),
            zone: None,
        }
    }
}

impl FieldFormat {
    /// The default names of a field, values as sent.
    pub fn standard(field: Field) -> Self {
        Self::with_names(field.default_names())
    }

    /// These names, values as sent.
    pub fn with_names(names: &[&str]) -> Self {
        Self {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            values: BTreeMap::new(),
            case: Case::Exact,
        }
    }

    /// The value to store for a value found.
    pub fn stored(&self, found: &str) -> String {
        let value = match self.case {
            Case::Exact => found.to_owned(),
            Case::Lower => found.to_lowercase(),
            Case::Upper => found.to_uppercase(),
        };
        if self.values.is_empty() {
            return value;
        }
        let caseless = || {
            let lower = value.to_lowercase();
            let mut entries = self.values.iter();
            entries.find(|(from, _)| from.to_lowercase() == lower).map(|(_, to)| to)
        };
        let mapped = self.values.get(&value).or_else(caseless);
        mapped.map_or(value.clone(), |to| to.trim().to_owned())
    }
}

impl Format {
    /// The format of one field.
    pub const fn field(&self, field: Field) -> &FieldFormat {
        match field {
            Field::Agent => &self.agent,
            Field::Status => &self.status,
            Field::Detail => &self.detail,
            Field::Time => &self.time,
            Field::EventId => &self.event_id,
        }
    }

    /// A short text that differs between formats that differ, the same on every machine and in every release.
    ///
    /// The first 64 bits of the SHA-256 of its JSON.
    pub fn etag(&self) -> String {
        let json = serde_json::to_vec(self).expect("a struct of strings with string keys always serialises");
        let digest = Sha256::digest(json);
        let start = digest.first_chunk().copied().expect("a SHA-256 has 32 bytes");
        format!("{:016x}", u64::from_be_bytes(start))
    }

    /// The zone of times without one, given the integration's own.
    ///
    /// # Errors
    /// Everything that is wrong with the format, at once.
    pub fn checked_zone(&self, integration_zone: &TimeZone) -> Result<TimeZone, InvalidFormat> {
        let mut violations = self.list_violations();
        let zone = match self.zone.as_deref().map(TimeZone::get) {
            None => Some(integration_zone.clone()),
            Some(Ok(zone)) => Some(zone),
            Some(Err(_)) => {
                violations.push(Violation {
                    path: "zone".into(),
                    description: "is not a time zone; give an IANA name such as Europe/Paris, or none".into(),
                });
                None
            }
        };
        match zone {
            Some(zone) if violations.is_empty() => Ok(zone),
            _ => Err(InvalidFormat(violations)),
        }
    }

    /// Everything that is wrong with the format; empty if it can be used.
    pub fn violations(&self) -> Vec<Violation> {
        match self.checked_zone(&TimeZone::UTC) {
            Ok(_) => Vec::new(),
            Err(InvalidFormat(violations)) => violations,
        }
    }

    fn list_violations(&self) -> Vec<Violation> {
        let mut out = Violations::default();
        for field in Field::ALL {
            let format = self.field(field);
            let path = format!("{}.names", field.as_str());
            if format.names.is_empty() && matches!(field, Field::Agent | Field::Status) {
                out.add(path.clone(), "must have at least one name");
            }
            out.check_count(&path, format.names.len());
            let mut seen = HashSet::new();
            for (at, name) in format.names.iter().take(MAX_ENTRIES).enumerate() {
                let path = format!("{path}[{at}]");
                out.check_name(&path, name);
                if !seen.insert(name.to_lowercase()) {
                    out.add(path, "is listed twice; names are compared without case");
                }
            }
            let path = format!("{}.values", field.as_str());
            out.check_count(&path, format.values.len());
            for (at, (from, to)) in format.values.iter().take(MAX_ENTRIES).enumerate() {
                out.check_text(&format!("{path}[{at}].from"), from);
                if !to.is_empty() {
                    out.check_text(&format!("{path}[{at}].to"), to);
                }
            }
        }
        out.check_count("logged_out", self.logged_out.len());
        for (at, status) in self.logged_out.iter().take(MAX_ENTRIES).enumerate() {
            out.check_text(&format!("logged_out[{at}]"), status);
        }
        out.0
    }
}

#[derive(Default)]
struct Violations(Vec<Violation>);

impl Violations {
    fn add(&mut self, path: String, description: &str) {
        self.0.push(Violation { path, description: description.to_owned() });
    }

    fn check_count(&mut self, path: &str, count: usize) {
        if count > MAX_ENTRIES {
            self.add(path.to_owned(), "has more than 200 entries");
        }
    }

    fn check_text(&mut self, path: &str, text: &str) {
        let blank = text.trim().is_empty();
        if blank || text.chars().count() > MAX_CHARACTERS || text.contains(char::is_control) {
            self.add(path.to_owned(), "must be 1 to 200 characters, none of them a control character");
        }
    }

    fn check_name(&mut self, path: &str, name: &str) {
        self.check_text(path, name);
        if name.contains('.') && name.split('.').any(str::is_empty) {
            self.add(path.to_owned(), "has an empty part; write a path as outer.inner");
        }
        if name.split('.').count() > MAX_DEPTH {
            self.add(path.to_owned(), "has more than 32 parts");
        }
    }
}
