//! Access tokens that nobody issued, or not for this: RFC 8725 and beyond, by calls to the real server.

mod claims;
mod forge;
mod headers;
mod shapes;
mod signatures;
mod uses;

use forge::Forge;
use kadans_proto::v1::ListIntegrationsRequest;
use kadans_tests::{
    failures::Failure as _,
    journeys,
    raw_calls::{Header, RawCalls, bearer},
    world::World,
};
use prost::Message as _;
use tonic::Code;

journeys! {
    no_forged_token_is_believed,
    a_token_that_holds_for_one_thing_holds_for_nothing_else,
    a_token_of_a_megabyte_is_not_even_read,
}

/// What is sent in place of a token, and by what name the attack goes.
type Attack = (&'static str, Vec<Header>);

/// A method that the attacked admin may call.
const METHOD: &str = "IntegrationService/ListIntegrations";

/// Code and reason with which a call is refused; none if it goes through.
async fn refusal(calls: &RawCalls, authorization: &[Header]) -> Option<(Code, String)> {
    let request = ListIntegrationsRequest::default().encode_to_vec();
    let refused = calls.call(METHOD, request, authorization).await.err();
    refused.map(|status| (status.code(), status.reason()))
}

fn told(reason: &str) -> Option<(Code, String)> {
    Some((Code::Unauthenticated, reason.to_owned()))
}

async fn no_forged_token_is_believed(world: &mut World) {
    let forge = Forge::new(world).await;
    let calls = RawCalls::connect(world.addr()).await;
    for genuine in [forge.good.clone(), forge.sign(&forge.claims)] {
        assert_eq!(refusal(&calls, &[bearer(&genuine)]).await, None, "the forgery is as good as the real thing");
    }
    let tokens =
        [headers::attacks(&forge), claims::attacks(&forge), signatures::attacks(&forge), shapes::attacks(&forge)];
    let tokens = tokens.concat().into_iter().map(|(name, token)| (name, vec![bearer(&token)]));
    let attacks: Vec<Attack> = tokens.chain(shapes::not_one_token(&forge)).collect();
    assert!(attacks.len() >= 60, "{} attacks", attacks.len());
    for (name, authorization) in &attacks {
        assert_eq!(refusal(&calls, authorization).await, told("TOKEN_INVALID"), "{name}");
    }
    assert_eq!(refusal(&calls, &[]).await, told("TOKEN_MISSING"));
    assert_eq!(refusal(&calls, &[bearer(&forge.good)]).await, None, "the genuine one is believed all the while");
}

async fn a_token_that_holds_for_one_thing_holds_for_nothing_else(world: &mut World) {
    let forge = Forge::new(world).await;
    let calls = RawCalls::connect(world.addr()).await;
    for (name, token, reason) in uses::attacks(world, &forge).await {
        assert_eq!(refusal(&calls, &[bearer(&token)]).await, told(reason), "{name}");
    }
}

async fn a_token_of_a_megabyte_is_not_even_read(world: &mut World) {
    let forge = Forge::new(world).await;
    let calls = RawCalls::connect(world.addr()).await;
    for token in ["A".repeat(1 << 20), format!("{}.{}", forge.good, "A".repeat(1 << 20))] {
        let (code, _) = refusal(&calls, &[bearer(&token)]).await.expect("it is refused");
        assert_ne!(code, Code::Internal);
    }
    let calls = RawCalls::connect(world.addr()).await;
    assert_eq!(refusal(&calls, &[bearer(&forge.good)]).await, None);
}
