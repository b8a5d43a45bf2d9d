//! Templates of addresses: names in braces stand for parts of the web service's URL, and for the agent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use super::settings::Fault;

/// Everything but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const LONGEST: usize = 500;

/// A template that stays on the origin of the web service's URL, whatever is put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template {
    /// With everything put in but the login.
    text: String,
    base: Url,
}

/// What a template is for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Purpose {
    pub(super) field: &'static str,
    /// The names it may have; the first of them that it must begin with, and whether the login has to be in it.
    pub(super) names: &'static [&'static str],
    pub(super) with_login: bool,
}

impl Template {
    /// Reads a template and puts in what the base says.
    pub(super) fn read(text: &str, base: &Url, purpose: Purpose) -> Result<Self, Fault> {
        let Purpose { field, names, with_login } = purpose;
        if text.chars().count() > LONGEST {
            return Err(Fault::new(field, "TOO_LONG", format!("must have at most {LONGEST} characters")));
        }
        if with_login && !text.contains("{login}") {
            return Err(Fault::new(field, "NO_LOGIN", "must contain {login}, which stands for the agent"));
        }
        let known = names.join(", ");
        if !names_of(text).is_some_and(|used| used.iter().all(|name| names.contains(&name.as_str()))) {
            return Err(Fault::new(field, "UNKNOWN_NAME", format!("must have no other names in braces than {known}")));
        }
        if !["{base}", "{origin}"].iter().any(|name| names.contains(name) && text.starts_with(name)) {
            return Err(Fault::new(field, "ELSEWHERE", format!("must begin with {}", begins(names))));
        }
        let tenant = base.path_segments().and_then(|mut parts| parts.next()).unwrap_or_default();
        let text = text
            .replace("{base}", base.as_str().trim_end_matches('/'))
            .replace("{origin}", &base.origin().ascii_serialization())
            .replace("{tenant}", tenant);
        let template = Self { text, base: base.clone() };
        if template.expand("login").is_some() {
            Ok(template)
        } else {
            Err(Fault::new(field, "ELSEWHERE", "must stay on the host of the URL, without user name and without #"))
        }
    }

    /// The address for an agent; none if a login can't be part of one, or would lead elsewhere.
    pub(super) fn expand(&self, login: &str) -> Option<Url> {
        // Dots are unreserved, so that encoded they would still be steps of the path.
        if matches!(login, "." | "..") {
            return None;
        }
        let login = utf8_percent_encode(login, ENCODED).to_string();
        let url = Url::parse(&self.text.replace("{login}", &login)).ok()?;
        let stays = url.origin() == self.base.origin()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none();
        stays.then_some(url)
    }
}

/// The names in braces; none if braces do not match, or the text has what no address has.
fn names_of(text: &str) -> Option<Vec<String>> {
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(begin) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at_checked(begin)?;
        let (name, after) = from.split_at_checked(from.find('}')? + 1)?;
        if !name.starts_with('{') || name.matches('{').count() != 1 {
            return None;
        }
        names.push(name.to_owned());
        rest = after;
    }
    Some(names)
}

fn begins(names: &[&str]) -> String {
    let beginnings = names.iter().filter(|name| matches!(**name, "{base}" | "{origin}"));
    beginnings.copied().collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENT: Purpose = Purpose { field: "agent", names: &["{base}", "{login}"], with_login: true };
    const TOKEN: Purpose = Purpose { field: "token", names: &["{base}", "{origin}", "{tenant}"], with_login: false };

    fn read(text: &str, purpose: Purpose) -> Result<Template, &'static str> {
        let base = Url::parse("https://example.odigo.cx/acme/api").unwrap();
        Template::read(text, &base, purpose).map_err(|fault| fault.reason)
    }

    #[test]
    fn names_stand_for_parts_of_the_url_and_for_the_agent() {
        let agent = read("{base}/agent/v1/agents/{login}?of={login}", AGENT).unwrap();
        let asked = agent.expand("ana/../ñ ?#@").unwrap();
        assert_eq!(
            asked.as_str(),
            "https://example.odigo.cx/acme/api/agent/v1/agents/ana%2F..%2F%C3%B1%20%3F%23%40?of=ana%2F..%2F%C3%B1%20%3F%23%40"
        );
        let token = read("{origin}/auth/v2/{tenant}/claims", TOKEN).unwrap();
        assert_eq!(token.expand("").unwrap().as_str(), "https://example.odigo.cx/auth/v2/acme/claims");
    }

    #[test]
    fn a_login_that_is_a_step_of_the_path_has_no_address() {
        let agent = read("{base}/agents/{login}", AGENT).unwrap();
        assert_eq!((agent.expand("."), agent.expand("..")), (None, None));
    }

    #[test]
    fn a_template_can_not_lead_elsewhere() {
        for text in ["{base}@evil.example/{login}", "{base}/a/{login}"] {
            assert!(read(text, AGENT).is_ok(), "{text}: what follows the path of the base belongs to the path");
        }
        for text in ["{origin}@evil.example/", "{origin}.evil.example/", "{origin}:8080/", "{origin}#x"] {
            assert_eq!(read(text, TOKEN).unwrap_err(), "ELSEWHERE", "{text}");
        }
        for text in ["https://evil.example/{login}", "//{login}", " {base}/{login}/x"] {
            assert!(read(text, AGENT).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_missing_or_unknown_is_named() {
        assert_eq!(read("{base}/agents", AGENT).unwrap_err(), "NO_LOGIN");
        for text in ["{base}/{login}/{password}", "{base}/{login}/{", "{base}/{login}/}", "{base}/{{login}}"] {
            assert_eq!(read(text, AGENT).unwrap_err(), "UNKNOWN_NAME", "{text}");
        }
        assert_eq!(read("{base}/{login}", TOKEN).unwrap_err(), "UNKNOWN_NAME");
    }
}
