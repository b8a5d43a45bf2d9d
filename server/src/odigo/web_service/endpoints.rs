//! The settings of a web service as they are used: read once, with every fault named.

use http::HeaderName;
use url::Url;

use super::{
    base_url::{self, Reach},
    pointer,
    settings::{Authentication, Fault, WebServiceSettings},
    template::{Purpose, Template},
};
use crate::odigo::reading::MAX_CHARACTERS;

const MOST_STATUSES: usize = 200;
/// Headers that are about the message or the connection, and are not a place for a token.
const TAKEN_HEADERS: [&str; 13] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// Where a web service is asked, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    /// The user name.
    pub username: String,
    /// How a call shows who it is from.
    pub authentication: Authentication,
    /// The address that gives a token.
    pub token_url: Url,
    /// JSON pointer to the token.
    pub token_pointer: String,
    /// The header that the token is sent in.
    pub token_header: HeaderName,
    /// JSON pointer to the break type.
    pub detail_pointer: String,
    agent: Template,
}

impl Endpoints {
    /// Reads [complete](WebServiceSettings::with_defaults) settings; fails with everything that is wrong with them.
    pub fn read(settings: &WebServiceSettings, reach: Reach) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let base = base_url::read(&settings.url, reach);
        let templates = base.as_ref().ok().map(|base| {
            let agent = Purpose { field: "agent_url_template", names: &["{base}", "{login}"], with_login: true };
            let names = &["{base}", "{origin}", "{tenant}"];
            let token = Purpose { field: "token_url_template", names, with_login: false };
            let agent = Template::read(&settings.agent_url_template, base, agent);
            let token = Template::read(&settings.token_url_template, base, token);
            (agent, token)
        });
        faults.extend(base.err());
        check_username(&settings.username, &mut faults);
        let (agent, token) = templates.map_or((None, None), |(agent, token)| {
            (noted(agent, &mut faults), noted(token, &mut faults).and_then(|token| token.expand("")))
        });
        noted(pointer::check("token_pointer", &settings.token_pointer), &mut faults);
        let token_header = noted(header(&settings.token_header), &mut faults);
        noted(pointer::check("detail_pointer", &settings.detail_pointer), &mut faults);
        check_statuses(&settings.break_statuses, &mut faults);
        let (Some(agent), Some(token_url), Some(token_header), true) = (agent, token, token_header, faults.is_empty())
        else {
            return Err(faults);
        };
        Ok(Self {
            username: settings.username.clone(),
            authentication: settings.authentication,
            token_url,
            token_pointer: settings.token_pointer.clone(),
            token_header,
            detail_pointer: settings.detail_pointer.clone(),
            agent,
        })
    }

    /// The address of an agent; none if the login can't be part of one.
    pub fn agent_url(&self, login: &str) -> Option<Url> {
        self.agent.expand(login)
    }
}

fn noted<T>(read: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

fn check_username(username: &str, faults: &mut Vec<Fault>) {
    let mut refuse = |reason, description: &str| faults.push(Fault::new("username", reason, description));
    if username.is_empty() {
        refuse("REQUIRED", "must be given: the web service asks for it");
    }
    if username.chars().count() > MAX_CHARACTERS {
        refuse("TOO_LONG", "must have at most 200 characters");
    }
    if username.contains(char::is_control) {
        refuse("CONTROL_CHARACTER", "must not contain control characters");
    }
    // RFC 7617: what stands before the first colon is the user name.
    if username.contains(':') {
        refuse("COLON", "must not contain a colon");
    }
}

fn header(name: &str) -> Result<HeaderName, Fault> {
    let name = name.parse().ok().filter(|name: &HeaderName| !TAKEN_HEADERS.contains(&name.as_str()));
    name.ok_or_else(|| Fault::new("token_header", "NOT_A_HEADER", "must be the name of a header, such as X-API-TOKEN"))
}

fn check_statuses(statuses: &[String], faults: &mut Vec<Fault>) {
    let mut refuse = |reason, description: &str| faults.push(Fault::new("break_statuses", reason, description));
    if statuses.len() > MOST_STATUSES {
        refuse("TOO_MANY", "must be at most 200");
    }
    let is_wrong = |status: &String| status.chars().count() > MAX_CHARACTERS || status.contains(char::is_control);
    if statuses.iter().any(is_wrong) {
        refuse("NOT_A_STATUS", "must have at most 200 characters each, and no control characters");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> WebServiceSettings {
        WebServiceSettings {
            url: "https://example.odigo.cx/tenant/".to_owned(),
            username: "kadans".to_owned(),
            authentication: Authentication::Basic,
            agent_url_template: String::new(),
            token_url_template: String::new(),
            token_pointer: String::new(),
            token_header: String::new(),
            detail_pointer: String::new(),
            break_statuses: Vec::new(),
        }
        .with_defaults()
    }

    fn faults(settings: &WebServiceSettings, reach: Reach) -> Vec<(&'static str, &'static str)> {
        let faults = Endpoints::read(settings, reach).err().unwrap_or_default();
        faults.iter().map(|fault| (fault.field, fault.reason)).collect()
    }

    #[test]
    fn url_and_user_name_are_enough() {
        let endpoints = Endpoints::read(&settings(), Reach::Public).unwrap();
        let agent = endpoints.agent_url("jdoe").unwrap();
        assert_eq!(agent.as_str(), "https://example.odigo.cx/tenant/agent/v1/agents/jdoe");
        let token = "https://example.odigo.cx/auth/v2/tenant/direct-access-claim-sets";
        assert_eq!(endpoints.token_url.as_str(), token);
        assert_eq!(endpoints.token_header, "x-api-token");
    }

    #[test]
    fn everything_wrong_is_named_at_once() {
        let wrong = WebServiceSettings {
            url: "http://example.odigo.cx/tenant".to_owned(),
            username: "a:b".to_owned(),
            token_pointer: "accessToken".to_owned(),
            token_header: "Host".to_owned(),
            detail_pointer: "~".to_owned(),
            break_statuses: vec!["\n".to_owned()],
            ..settings()
        };
        let expected = [
            ("url", "NOT_HTTPS"),
            ("username", "COLON"),
            ("token_pointer", "NOT_A_POINTER"),
            ("token_header", "NOT_A_HEADER"),
            ("detail_pointer", "NOT_A_POINTER"),
            ("break_statuses", "NOT_A_STATUS"),
        ];
        assert_eq!(faults(&wrong, Reach::Public), expected);
    }

    #[test]
    fn this_machine_may_be_asked_in_development_alone() {
        for url in ["http://127.0.0.1:8090/tenant", "https://[::1]:8090/tenant", "http://localhost:8090/tenant"] {
            let local = WebServiceSettings { url: url.to_owned(), ..settings() };
            assert_eq!(faults(&local, Reach::ThisMachineToo), [], "{url}");
            assert_eq!(faults(&local, Reach::Public).len(), 1, "{url}");
        }
        for url in ["http://10.0.0.1/tenant", "https://10.0.0.1/tenant", "http://example.odigo.cx/tenant"] {
            let private = WebServiceSettings { url: url.to_owned(), ..settings() };
            assert_eq!(faults(&private, Reach::ThisMachineToo).len(), 1, "{url}");
        }
    }

    #[test]
    fn what_is_no_plain_url_with_a_tenant_is_refused() {
        for (url, reason) in [
            ("", "REQUIRED"),
            ("example.odigo.cx/tenant", "NOT_A_URL"),
            ("https:example.odigo.cx/tenant", "NOT_A_URL"),
            ("https:\\\\example.odigo.cx\\tenant", "NOT_A_URL"),
            ("https://example.odigo.cx", "NO_TENANT"),
            ("https://example.odigo.cx//", "NO_TENANT"),
            ("https://user@example.odigo.cx/tenant", "USER_IN_URL"),
            ("https://@example.odigo.cx/tenant", "USER_IN_URL"),
            ("https://example.odigo.cx/tenant?a=b", "QUERY_IN_URL"),
            ("https://example.odigo.cx/tenant#a", "QUERY_IN_URL"),
            ("https://intranet/tenant", "PRIVATE_HOST"),
            ("https://example.odigo.cx./tenant", "PRIVATE_HOST"),
            ("https://0x08080808/tenant", "PRIVATE_HOST"),
        ] {
            let wrong = WebServiceSettings { url: url.to_owned(), ..settings() };
            assert_eq!(faults(&wrong, Reach::Public), [("url", reason)], "{url}");
        }
    }
}
