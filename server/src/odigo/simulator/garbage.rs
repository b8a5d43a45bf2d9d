//! Requests that are no notification: what scanners, proxies and half-configured systems send.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::encode::Encoded;

/// A request that a shim has to set aside: it cannot be read, or it says neither who nor what.
pub(super) fn garbage(dice: &mut ChaCha8Rng) -> Encoded {
    match dice.random_range(0..7) {
        0 => Encoded::post("application/json", r#"{"agentId": "agent0001", "state": "#),
        1 => Encoded::post("application/json", r#"{"state": "AVAILABLE"}"#),
        2 => Encoded::post("application/json", r#"{"agentId": "agent0001", "state": null}"#),
        3 => Encoded::post("application/json", "[".repeat(100)),
        4 => Encoded::post(
            "text/xml",
            "<!DOCTYPE n [<!ENTITY e \"x\">]><n><agent>agent0001</agent><status>&e;</status></n>",
        ),
        5 => Encoded::post("application/x-www-form-urlencoded", "agentId=a&agentId=b&state=PAUSE"),
        _ => {
            let mut noise = vec![0; dice.random_range(1..2_000)];
            dice.fill(&mut noise[..]);
            // A zero byte makes it no text, so that it can't be a notification by chance.
            noise.push(0);
            Encoded::post("application/octet-stream", noise)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::dice;
    use super::*;
    use crate::odigo::format::Format;
    use crate::odigo::reader::NotificationReader;
    use crate::odigo::reading::{RawNotification, Reading};

    #[test]
    fn no_garbage_can_be_read_as_a_state() {
        let reader = NotificationReader::new(Format::default(), &TimeZone::UTC).unwrap();
        let mut dice = dice(1, 0, 0);
        for _ in 0..500 {
            let request = garbage(&mut dice);
            let raw = RawNotification {
                method: request.method.as_str(),
                query: None,
                content_type: request.content_type,
                body: &request.body,
            };
            match reader.read(&raw) {
                Reading::Refused(_) => {}
                Reading::Notifications(read) => assert!(read.states.is_empty(), "{request:?}"),
                Reading::Probe => panic!("{request:?}"),
            }
        }
    }
}
