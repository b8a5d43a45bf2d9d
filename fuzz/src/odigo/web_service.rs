//! What a web service answers.

#[path = "../../../server/src/odigo/web_service/answer.rs"]
pub mod answer;
