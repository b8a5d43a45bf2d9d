//! JSON pointers (RFC 6901).

use super::settings::Fault;

const LONGEST: usize = 200;

/// Checks a pointer to a member of an object.
pub(super) fn check(field: &'static str, text: &str) -> Result<(), Fault> {
    if text.chars().count() > LONGEST {
        return Err(Fault::new(field, "TOO_LONG", format!("must have at most {LONGEST} characters")));
    }
    let tildes_escape = text.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
    if text.starts_with('/') && tildes_escape && !text.contains(char::is_control) {
        return Ok(());
    }
    let description = "must be a JSON pointer such as /status/pauseType, with ~1 for / and ~0 for ~ in names";
    Err(Fault::new(field, "NOT_A_POINTER", description))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_begin_with_a_slash_and_escape_tildes() {
        for right in ["/pauseType", "/a/0/b", "/a~1b~0c", "/"] {
            assert!(check("pointer", right).is_ok(), "{right}");
        }
        for wrong in ["pauseType", "", "$.pauseType", "/a~", "/a~2", "/a\n"] {
            assert!(check("pointer", wrong).is_err(), "{wrong}");
        }
    }
}
