//! Times that are written as one number: epochs, and all digits of a date and a time of day in a row.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Moment;

/// From this number on, an epoch is in milliseconds: as seconds it would be the year 5138, as milliseconds 1973.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// What a number means; `None` if the text is none, or not one of a time.
pub(super) fn read(text: &str) -> Option<Moment> {
    if let Some(date) = compact_date(text) {
        return Some(Moment::Date(date));
    }
    epoch(text).map(Moment::instant)
}

/// `yyyyMMddHHmmss`, perhaps with milliseconds: the date and the time of day in it. As an epoch it would be centuries
/// away.
pub(super) fn compact(text: &str) -> Option<(Date, String)> {
    if !matches!(text.len(), 14 | 17) || !is_digits(text) {
        return None;
    }
    let date = compact_date(text.get(..8)?)?;
    let (seconds, milliseconds) = (text.get(8..14)?, text.get(14..)?);
    let fraction = if milliseconds.is_empty() { "000" } else { milliseconds };
    Some((date, format!("{seconds}.{fraction}")))
}

/// `HHmmss`: as an epoch it would be a day in January 1970.
pub(super) fn is_compact_time(text: &str) -> bool {
    text.len() == 6 && is_digits(text)
}

/// `yyyyMMdd` of this century: as an epoch it would be a day in August 1970, when no agent had a state.
fn compact_date(text: &str) -> Option<Date> {
    let is_one = text.len() == 8 && text.starts_with("20") && is_digits(text);
    is_one.then(|| text.parse().ok()).flatten()
}

/// Epoch seconds, with a fraction or not, or epoch milliseconds, as microseconds.
fn epoch(text: &str) -> Option<i64> {
    let plain = without_exponent(text)?;
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let (scale, places) = if number < FIRST_MILLISECONDS { (1_000_000, 6) } else { (1_000, 3) };
    let fraction: i64 = format!("{fraction:0<places$}").get(..places)?.parse().ok()?;
    let micros = number.checked_mul(scale)?.checked_add(fraction)?;
    Timestamp::from_microsecond(micros).ok().map(|_| micros)
}

/// `1.7724528E12`, as programs write what they keep in a double, as `1772452800000`.
fn without_exponent(text: &str) -> Option<String> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Some(text.to_owned()) };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let places = exponent.parse::<usize>().ok().filter(|places| is_digits(exponent) && *places <= 18)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if !is_digits(whole) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let moved = fraction.get(..places).unwrap_or(fraction);
    let rest = fraction.get(places..).unwrap_or_default();
    let point = if rest.is_empty() { "" } else { "." };
    let zeros = places - moved.len();
    Some(format!("{whole}{moved}{:0<zeros$}{point}{rest}", ""))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
