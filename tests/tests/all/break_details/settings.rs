//! The settings of the web service, and testing them.

use kadans_proto::v1::{
    CreateIntegrationRequest, Integration, ListAuditEventsRequest, TestWebServiceRequest, TestWebServiceResponse,
    WebService, WebServiceTestResult,
};
use kadans_server::domain::instant::Span;
use kadans_tests::{clients::Clients, failures::Failure as _, journeys, world::World};
use tonic::{Code, Status};

use super::odigo::{Odigo, PASSWORD, USERNAME, set};

journeys! {
    the_password_is_never_shown_and_stays_with_its_url,
    everything_wrong_with_the_settings_is_named_at_once,
    who_changed_what_is_on_record_but_no_password,
    a_test_says_coarsely_what_became_of_it,
    a_login_that_no_address_can_have_is_refused_before_anybody_is_asked,
    an_integration_that_is_pushed_to_has_no_web_service,
}

fn violations(refused: &Status) -> Vec<(String, String)> {
    refused.violations()
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(field, reason)| ((*field).to_owned(), (*reason).to_owned())).collect()
}

async fn created(clients: &mut Clients, web_service: WebService) -> Result<Integration, Status> {
    let request = CreateIntegrationRequest {
        vendor_id: "odigo".to_owned(),
        name: "Odigo".to_owned(),
        web_service: Some(web_service),
        ..CreateIntegrationRequest::default()
    };
    Ok(clients.integrations.create_integration(request).await?.into_inner().integration.unwrap())
}

async fn the_password_is_never_shown_and_stays_with_its_url(world: &mut World) {
    let odigo = Odigo::open().await;
    let mut admin = world.admin().await;
    let integration = created(&mut admin, odigo.settings()).await.unwrap();
    let shown = integration.web_service.clone().unwrap();
    assert_eq!((shown.password.as_str(), shown.has_password), ("", true));
    assert_eq!(shown.detail_pointer, "/pauseType");
    assert_eq!(shown.break_statuses.len(), 8);

    let renamed = WebService { username: "other".to_owned(), ..shown.clone() };
    let updated = set(&mut admin, &integration.id, Some(renamed.clone())).await.unwrap();
    assert_eq!(updated.web_service.as_ref(), Some(&renamed), "the stored password stays");
    assert_ne!(updated.etag, integration.etag);
    let moved = WebService { url: "https://example.odigo.cx/acme".to_owned(), ..shown };
    let refused = set(&mut admin, &integration.id, Some(moved.clone())).await.unwrap_err();
    assert_eq!(violations(&refused), fields(&[("integration.web_service.password", "ENTER_AGAIN")]));
    let given = WebService { password: PASSWORD.to_owned(), ..moved };
    assert!(set(&mut admin, &integration.id, Some(given)).await.is_ok());
    assert_eq!(set(&mut admin, &integration.id, None).await.unwrap().web_service, None);
    let again = WebService { password: String::new(), ..odigo.settings() };
    let refused = set(&mut admin, &integration.id, Some(again)).await.unwrap_err();
    assert_eq!(violations(&refused), fields(&[("integration.web_service.password", "REQUIRED")]), "it was forgotten");
}

async fn everything_wrong_with_the_settings_is_named_at_once(world: &mut World) {
    let mut admin = world.admin().await;
    let wrong = WebService {
        url: "https://10.0.0.1/acme".to_owned(),
        agent_url_template: "https://evil.example/".to_owned(),
        detail_pointer: "pauseType".to_owned(),
        ..WebService::default()
    };
    let refused = created(&mut admin, wrong).await.unwrap_err();
    let expected = [
        ("web_service.url", "PRIVATE_HOST"),
        ("web_service.username", "REQUIRED"),
        ("web_service.detail_pointer", "NOT_A_POINTER"),
        ("web_service.password", "REQUIRED"),
    ];
    assert_eq!(violations(&refused), fields(&expected));
}

async fn who_changed_what_is_on_record_but_no_password(world: &mut World) {
    let odigo = Odigo::open().await;
    let mut admin = world.admin().await;
    let integration = created(&mut admin, odigo.settings()).await.unwrap();
    let other = WebService { password: "canary-password-new".to_owned(), ..odigo.settings() };
    set(&mut admin, &integration.id, Some(other)).await.unwrap();
    let about = ListAuditEventsRequest { subject_id: integration.id.clone(), ..ListAuditEventsRequest::default() };
    let events = admin.sessions.list_audit_events(about).await.unwrap().into_inner().audit_events;
    let update = events.iter().find(|event| event.action == "integration.update").unwrap();
    let changes: Vec<_> = update.changes.iter().map(|change| (change.field.as_str(), change.after.as_str())).collect();
    assert_eq!(changes, [("web_service.password", "changed")]);
    let create = events.iter().find(|event| event.action == "integration.create").unwrap();
    assert!(create.changes.iter().any(|change| change.field == "web_service.url" && change.after == odigo.url));
    assert!(!format!("{events:?}").contains("canary"), "{events:?}");
}

async fn a_test_says_coarsely_what_became_of_it(world: &mut World) {
    let odigo = Odigo::open().await;
    odigo.does("ana", "PAUSE", "LUNCH");
    let mut admin = world.admin().await;
    let test = async |world: &World, admin: &mut Clients, id: &str, web_service: WebService, login: &str| {
        world.set_clock(world.now() + Span::from_secs(1));
        let request = TestWebServiceRequest {
            integration_id: id.to_owned(),
            web_service: Some(web_service),
            login: login.to_owned(),
        };
        let tested: Result<TestWebServiceResponse, Status> =
            admin.integrations.test_web_service(request).await.map(tonic::Response::into_inner);
        tested
    };
    let unsaved = test(world, &mut admin, "", odigo.settings(), "ana").await.unwrap();
    assert_eq!((unsaved.result(), unsaved.detail.as_str()), (WebServiceTestResult::Ok, "LUNCH"));
    let nobody = test(world, &mut admin, "", odigo.settings(), "").await.unwrap();
    assert_eq!((nobody.result(), nobody.detail.as_str()), (WebServiceTestResult::Ok, ""));
    let wrong = WebService { password: "wrong".to_owned(), ..odigo.settings() };
    let wrong = test(world, &mut admin, "", wrong, "").await.unwrap();
    assert_eq!(wrong.result(), WebServiceTestResult::WrongCredentials);
    let tenant = WebService { url: odigo.url.replace("acme", "other"), ..odigo.settings() };
    assert_eq!(test(world, &mut admin, "", tenant, "").await.unwrap().result(), WebServiceTestResult::WrongTenant);

    let id = created(&mut admin, odigo.settings()).await.unwrap().id;
    let stored = WebService { password: String::new(), username: USERNAME.to_owned(), ..odigo.settings() };
    let tested = test(world, &mut admin, &id, stored.clone(), "ana").await.unwrap();
    assert_eq!(tested.detail, "LUNCH", "with the stored password");
    let elsewhere = WebService { url: "https://evil.example/acme".to_owned(), ..stored.clone() };
    let refused = test(world, &mut admin, &id, elsewhere, "").await.unwrap_err();
    assert_eq!(violations(&refused), fields(&[("web_service.password", "ENTER_AGAIN")]));

    assert!(test(world, &mut admin, &id, stored.clone(), "").await.is_ok());
    let request = TestWebServiceRequest { integration_id: id, web_service: Some(stored), login: String::new() };
    let refused = admin.integrations.test_web_service(request).await.unwrap_err();
    assert_eq!((refused.code(), refused.reason().as_str()), (Code::ResourceExhausted, "THROTTLED"));
}

async fn a_login_that_no_address_can_have_is_refused_before_anybody_is_asked(world: &mut World) {
    let odigo = Odigo::open().await;
    let mut admin = world.admin().await;
    for login in [".", ".."] {
        let request = TestWebServiceRequest {
            web_service: Some(odigo.settings()),
            login: login.to_owned(),
            ..TestWebServiceRequest::default()
        };
        let refused = admin.integrations.test_web_service(request).await.unwrap_err();
        assert_eq!(violations(&refused), fields(&[("login", "NOT_IN_AN_ADDRESS")]), "{login}");
    }
}

async fn an_integration_that_is_pushed_to_has_no_web_service(world: &mut World) {
    let odigo = Odigo::open().await;
    let mut admin = world.admin().await;
    let request = CreateIntegrationRequest {
        vendor_id: "push".to_owned(),
        name: "Any telephone system".to_owned(),
        web_service: Some(odigo.settings()),
        ..CreateIntegrationRequest::default()
    };
    let refused = admin.integrations.create_integration(request).await.unwrap_err();
    assert_eq!(violations(&refused), fields(&[("web_service", "NOT_OF_THIS_VENDOR")]));
    let (pushed, _) = admin.push_integration("Any telephone system").await;
    let refused = set(&mut admin, &pushed, Some(odigo.settings())).await.unwrap_err();
    assert_eq!(violations(&refused), fields(&[("integration.web_service", "NOT_OF_THIS_VENDOR")]));
    assert!(set(&mut admin, &pushed, None).await.is_ok());
}
