//! Notifications that are refused or set aside.

use kadans_server::store::journal::{Reading, SetAside};
use kadans_tests::{journeys, notify::Sent, world::World};

journeys! {
    a_body_beyond_64_kib_is_refused,
    what_cannot_be_read_is_kept_with_its_reason,
}

const FORM: &str = "agentId=ana&state=PAUSE";

async fn a_body_beyond_64_kib_is_refused(world: &mut World) {
    let mut admin = world.admin().await;
    let integration = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&integration).await;
    let of_size = |size: usize| {
        let mut body = FORM.as_bytes().to_vec();
        body.extend_from_slice(b"&note=");
        body.resize(size, b'x');
        Sent { body, ..Sent::form("") }
    };
    assert_eq!(world.send(&token, of_size(1 << 20)).await.status, 413);
    assert_eq!(world.send(&token, of_size((64 << 10) + 1)).await.status, 413);
    assert_eq!(world.send(&token, of_size(64 << 10)).await.status, 204);
    let journal = world.store().journal();
    let integration = integration.parse().unwrap();
    let stored = journal.recent_notifications(world.account.id, integration, None, 10).await.unwrap();
    assert_eq!(stored.iter().map(|stored| stored.body.len()).collect::<Vec<_>>(), [64 << 10]);
}

async fn what_cannot_be_read_is_kept_with_its_reason(world: &mut World) {
    let mut admin = world.admin().await;
    let integration = admin.integration("Odigo", "UTC").await;
    let token = admin.url_token(&integration).await;
    assert_eq!(world.notify(&token, "state=PAUSE").await, 202);
    assert_eq!(world.notify(&token, "agentId=ana&state=A&state=B").await, 202);
    let batch = r#"[{"agentId":"ana","state":"PAUSE"},{"agentId":"ben"}]"#;
    assert_eq!(world.notify(&token, batch).await, 202);

    let (journal, account) = (world.store().journal(), world.account.id);
    let integration = integration.parse().unwrap();
    let stored = journal.recent_notifications(account, integration, None, 10).await.unwrap();
    let [partly, contradictory, nobody] = stored.as_slice() else { panic!("{stored:?}") };
    assert_eq!((nobody.reading, nobody.body.as_slice()), (Reading::Quarantined, b"state=PAUSE".as_slice()));
    assert_eq!(nobody.unreadable[0].code, "missing_agent");
    assert!(!nobody.unreadable[0].message.is_empty());
    assert_eq!(contradictory.reading, Reading::Quarantined);
    assert_eq!(contradictory.unreadable[0].code, "contradiction");
    assert_eq!(partly.reading, Reading::Partly);
    assert_eq!(partly.states.iter().map(|state| state.agent.as_str()).collect::<Vec<_>>(), ["ana"]);
    assert_eq!((partly.unreadable[0].index, partly.unreadable[0].code.as_str()), (1, "missing_status"));
    let set_aside = journal.set_aside(account, integration).await.unwrap();
    assert_eq!(set_aside, SetAside { notifications: 3, items: 3 });
    // Only what was read has a user.
    let users = admin.external_users().await;
    assert_eq!(users.iter().map(|user| user.identifier.as_str()).collect::<Vec<_>>(), ["ana"]);
}
