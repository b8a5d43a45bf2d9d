//! Who may test the settings of a web service, and how often.

use kadans_proto::v1::{TestWebServiceRequest, WebServiceTestResult};
use kadans_server::{auth::caller::Role, domain::instant::Span};
use kadans_tests::{clients::Clients, failures::Failure as _, journeys, world::World};

use super::odigo::Odigo;

journeys! { an_account_that_tests_all_the_time_keeps_no_other_from_testing }

/// The result, or the reason why there is none.
async fn test(clients: &mut Clients, odigo: &Odigo) -> Result<WebServiceTestResult, String> {
    let request = TestWebServiceRequest { web_service: Some(odigo.settings()), ..TestWebServiceRequest::default() };
    let tested = clients.integrations.test_web_service(request).await;
    tested.map(|tested| tested.into_inner().result()).map_err(|refused| refused.reason())
}

async fn an_account_that_tests_all_the_time_keeps_no_other_from_testing(world: &mut World) {
    let odigo = Odigo::open().await;
    let (done, refused) = (Ok(WebServiceTestResult::Ok), Err("THROTTLED".to_owned()));
    let mut busy = world.admin().await;
    let mut colleague = world.person("second@acme.example", Role::Admin, &[]).await;
    let others = world.another_account().await;
    let mut other = world.program_of(&others).await;

    for second in 0..3 {
        assert_eq!(test(&mut busy, &odigo).await, done, "second {second}");
        for _ in 0..20 {
            assert_eq!(test(&mut busy, &odigo).await, refused);
        }
        assert_eq!(test(&mut colleague, &odigo).await, refused, "the account has its share, not each of its admins");
        assert_eq!(test(&mut other, &odigo).await, done, "second {second}");
        assert_eq!(test(&mut other, &odigo).await, refused);
        // What was refused does not count: whoever waits a second may test again.
        world.set_clock(world.now() + Span::from_secs(1));
    }
    assert_eq!(
        odigo.service.asked(),
        12,
        "of what is refused, nobody is asked: six tests, each for a token and an agent"
    );
}
