//! How names are compared and lists are searched.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, LikeExpr};
use unicode_normalization::UnicodeNormalization;

/// Marks `%` and `_` in a pattern as themselves. Not a backslash: the two databases quote that differently.
const ESCAPE: char = '!';

/// A name as it is compared and sorted: composed, without outer spaces and case.
pub(crate) fn key(name: &str) -> String {
    name.trim().nfc().collect::<String>().to_lowercase()
}

/// Whether one of `texts` contains `needle`, without case.
///
/// Neither database can be relied on to know the case of letters beyond ASCII, so the needle is looked for in lower
/// and in upper case, with ASCII made lower case on both sides: that finds all but words of mixed foreign letters.
pub(crate) fn contains(texts: impl IntoIterator<Item = Expr>, needle: &str) -> Condition {
    let needle: String = needle.trim().nfc().collect();
    let lower = needle.to_lowercase();
    let mut needles = vec![needle.to_uppercase().to_ascii_lowercase(), lower];
    needles.dedup();
    let mut found = Condition::any();
    for text in texts {
        for needle in &needles {
            let pattern = LikeExpr::new(pattern(needle)).escape(ESCAPE);
            found = found.add(Expr::expr(Func::lower(text.clone())).like(pattern));
        }
    }
    found
}

fn pattern(needle: &str) -> String {
    let mut pattern = String::from("%");
    for c in needle.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::{key, pattern};

    #[test]
    fn names_that_differ_in_case_outer_spaces_or_composition_have_the_same_key() {
        assert_eq!(key("  Équipe Żółta "), key("équipe żółta"));
        assert_eq!(key("E\u{301}quipe"), key("Équipe"));
        assert_ne!(key("Équipe"), key("Equipe"));
    }

    #[test]
    fn wildcards_in_a_needle_stand_for_themselves() {
        assert_eq!(pattern("50%_a!"), "%50!%!_a!!%");
    }
}
