//! How fast to play.

use std::num::NonZeroU32;
use std::str::FromStr;

/// How fast to play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// This many requests a second, whether or not the answers keep up (open loop).
    Rate(NonZeroU32),
    /// As fast as the answers come: each connection sends the next request when it has the answer (closed loop).
    Max,
    /// As the agents live, `speed` times as fast.
    Lifelike {
        /// 1 for real time.
        speed: f64,
    },
}

/// A text that is not a pace.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a rate: give requests per second such as 500, or max")]
pub struct NotARate(String);

/// Reads `500`, `500/s` or `max`.
impl FromStr for Pace {
    type Err = NotARate;

    fn from_str(text: &str) -> Result<Self, NotARate> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("max") {
            return Ok(Self::Max);
        }
        let number = text.strip_suffix("/s").unwrap_or(text);
        number.parse().map(Self::Rate).map_err(|_| NotARate(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_with_or_without_unit_or_max() {
        let thousand = Pace::Rate(NonZeroU32::new(1_000).unwrap());
        assert_eq!("1000".parse::<Pace>().unwrap(), thousand);
        assert_eq!(" 1000/s ".parse::<Pace>().unwrap(), thousand);
        assert_eq!("MAX".parse::<Pace>().unwrap(), Pace::Max);
        for wrong in ["", "0", "-1", "fast", "1.5"] {
            assert!(wrong.parse::<Pace>().is_err(), "{wrong}");
        }
    }
}
