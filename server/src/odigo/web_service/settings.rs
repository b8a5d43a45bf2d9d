//! What a user says about a web service.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::domain::mapping::fold;

const AGENT_URL: &str = "{base}/agent/v1/agents/{login}";
const TOKEN_URL: &str = "{origin}/auth/v2/{tenant}/direct-access-claim-sets";
const TOKEN_POINTER: &str = "/accessToken";
const TOKEN_HEADER: &str = "X-API-TOKEN";
const DETAIL_POINTER: &str = "/pauseType";
const BREAK_STATUSES: [&str; 8] = ["PAUSE", "PAUSED", "BREAK", "PAUSA", "PAUZE", "ON_BREAK", "IN_BREAK", "DESCANSO"];

/// The settings of a web service, but for its password. Kept as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebServiceSettings {
    /// URL including the tenant ID, such as `https://example.odigo.cx/tenant`.
    pub url: String,
    /// The user name it asks for.
    pub username: String,
    /// How a call shows who it is from.
    pub authentication: Authentication,
    /// Template of the address of an agent, with `{base}` and `{login}`.
    pub agent_url_template: String,
    /// Template of the address that gives a token, with `{base}`, `{origin}` and `{tenant}`.
    pub token_url_template: String,
    /// JSON pointer (RFC 6901) to the token in the answer.
    pub token_pointer: String,
    /// The header that the token is sent in.
    pub token_header: String,
    /// JSON pointer (RFC 6901) to the break type in the answer about an agent.
    pub detail_pointer: String,
    /// Statuses that are breaks, compared as logged-out statuses are.
    pub break_statuses: Vec<String>,
}

/// How a call shows who it is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    /// User name and password with each call.
    #[default]
    Basic,
    /// User name and password for a token, which goes with each call.
    BasicThenToken,
}

impl Authentication {
    /// Its name in records.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::BasicThenToken => "basic_then_token",
        }
    }
}

/// A setting that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The setting, e.g. `url`.
    pub field: &'static str,
    /// Stable code.
    pub reason: &'static str,
    /// What is wrong and what would be right.
    pub description: String,
}

impl Fault {
    pub(super) fn new(field: &'static str, reason: &'static str, description: impl Into<String>) -> Self {
        Self { field, reason, description: description.into() }
    }
}

impl WebServiceSettings {
    /// The same without outer spaces, and with the defaults for what is empty.
    #[must_use]
    pub fn with_defaults(self) -> Self {
        let or = |text: String, default: &str| {
            let text = text.trim();
            if text.is_empty() { default.to_owned() } else { text.to_owned() }
        };
        let statuses = self.break_statuses.iter().map(|status| status.trim().to_owned());
        let mut break_statuses: Vec<String> = statuses.filter(|status| !status.is_empty()).collect();
        if break_statuses.is_empty() {
            break_statuses = BREAK_STATUSES.map(str::to_owned).to_vec();
        }
        Self {
            url: self.url.trim().trim_end_matches('/').to_owned(),
            username: self.username.trim().to_owned(),
            authentication: self.authentication,
            agent_url_template: or(self.agent_url_template, AGENT_URL),
            token_url_template: or(self.token_url_template, TOKEN_URL),
            token_pointer: or(self.token_pointer, TOKEN_POINTER),
            token_header: or(self.token_header, TOKEN_HEADER),
            detail_pointer: or(self.detail_pointer, DETAIL_POINTER),
            break_statuses,
        }
    }

    /// The break statuses in the form in which they are compared.
    pub fn folded_break_statuses(&self) -> HashSet<String> {
        self.break_statuses.iter().map(|status| fold(status)).collect()
    }
}
