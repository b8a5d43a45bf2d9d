//! Dates without a time of day, as they are written in Europe and by ISO 8601.

use jiff::civil::Date;

/// `yyyy-MM-dd`, `yyyyMMdd`, or day, month and year in either order with `/`, `.` or `-` between them. Where the year
/// comes last, the day comes first.
pub(super) fn read(text: &str) -> Option<Date> {
    text.parse().ok().or_else(|| ['/', '.', '-'].into_iter().find_map(|separator| with(separator, text)))
}

fn with(separator: char, text: &str) -> Option<Date> {
    let mut parts = text.split(separator);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() {
        return None;
    }
    let [year, month, day] = if three[0].len() == 4 { three } else { [three[2], three[1], three[0]] };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?;
    Date::new(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}
