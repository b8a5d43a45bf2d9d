//! What a web service answers, and the pointer by which a value is sought in it.
#![no_main]

use kadans_fuzz::odigo::{reading::MAX_CHARACTERS, web_service::answer};
use libfuzzer_sys::fuzz_target;

/// Ends the pointer of an input; the answer follows.
const END_OF_POINTER: u8 = b'\n';

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == END_OF_POINTER).unwrap_or(input.len());
    let (pointer, body) = input.split_at(end);
    let body = body.strip_prefix(&[END_OF_POINTER]).unwrap_or(body);
    let pointer = String::from_utf8_lossy(pointer);
    for pointer in [&*pointer, "/pauseType", "/accessToken"] {
        let detail = answer::detail(body, pointer);
        let token = answer::token(body, pointer);
        if !answer::is_from_the_service(body) {
            assert!(detail.is_err() && token.is_err(), "nothing is believed of what the service did not say");
        }
        if let Ok(Some(detail)) = detail {
            assert!((1..=MAX_CHARACTERS).contains(&detail.chars().count()) && !detail.contains(char::is_control));
        }
        if let Ok(token) = token {
            assert!(!token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()), "it fits into a header");
        }
    }
});
