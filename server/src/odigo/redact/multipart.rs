//! Multipart forms, told by the lines that begin a part.

use super::{MASK, names::is_secret};

/// The text with the content of secret parts masked.
pub(super) fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut part = Part::Outside;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if content.starts_with("--") {
            part = Part::Head { secret: false };
        } else if let Part::Head { secret } = &mut part {
            *secret |= names_secret(content);
            if content.is_empty() {
                part = if *secret { Part::Secret { masked: false } } else { Part::Outside };
            }
        } else if let Part::Secret { masked } = &mut part {
            if !std::mem::replace(masked, true) {
                out.push_str(MASK);
                out.push_str(line.get(content.len()..).unwrap_or_default());
            }
            continue;
        }
        out.push_str(line);
    }
    out
}

/// Where in the parts a line is.
enum Part {
    /// In the content of a part that is shown, or before the first.
    Outside,
    Head {
        secret: bool,
    },
    Secret {
        masked: bool,
    },
}

/// Whether this line of a part's head names a secret.
fn names_secret(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.split("name=").skip(1).any(|rest| {
        let name = rest.trim_start_matches('"');
        is_secret(name.split(['"', ';']).next().unwrap_or_default())
    })
}
