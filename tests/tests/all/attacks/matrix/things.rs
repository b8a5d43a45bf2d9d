//! Everything that can be named in a request.

use kadans_proto::v1::{
    ActivityType, CreateAdherenceExceptionRequest, CreateGroupRequest, ExceptionKind, GenerateUrlTokenRequest,
    InviteUserRequest, ListNotificationsRequest, Role,
};
use kadans_tests::{
    clients::Clients,
    reports::state,
    time::{at, wire},
};
use prost_types::FieldMask;
use uuid::Uuid;

/// Ids of one thing of each kind, all in one planning unit.
pub(super) struct Things {
    pub(super) integration: String,
    pub(super) url_token: String,
    /// The URL token itself.
    pub(super) url_token_secret: String,
    pub(super) unit: String,
    pub(super) employee: String,
    pub(super) activity: String,
    pub(super) user: String,
    pub(super) status: String,
    pub(super) exception: String,
    pub(super) group: String,
    /// Somebody who was invited.
    pub(super) person: String,
    /// A captured notification of the integration.
    pub(super) notification: String,
}

/// A mask of these fields, separated by commas.
pub(super) fn mask(fields: &str) -> Option<FieldMask> {
    Some(FieldMask { paths: fields.split(',').map(str::to_owned).collect() })
}

/// A name that nothing has.
pub(super) fn new_name() -> String {
    Uuid::now_v7().to_string()
}

impl Things {
    /// Creates everything.
    pub(super) async fn create(owner: &mut Clients) -> Self {
        let unit = owner.unit(&new_name(), "UTC").await;
        Self::create_in(owner, &unit).await
    }

    /// Creates everything but the planning unit.
    pub(super) async fn create_in(owner: &mut Clients, unit: &str) -> Self {
        let integration = owner.integration(&new_name(), "UTC").await;
        let request = GenerateUrlTokenRequest { integration_id: integration.clone(), overlap: None };
        let generated = owner.integrations.generate_url_token(request).await.unwrap().into_inner();
        let employee = owner.employee(&new_name(), unit).await;
        let activity = owner.activity(&new_name(), ActivityType::Presence).await;
        owner.report(&integration, [state("ana", "CALL")]).await;
        let users = owner.external_users().await.into_iter();
        let statuses = owner.external_statuses().await.into_iter();
        let exception = CreateAdherenceExceptionRequest {
            employee_id: employee.clone(),
            start_time: Some(wire(at("08:00"))),
            end_time: Some(wire(at("09:00"))),
            kind: ExceptionKind::Excused.into(),
            reason: "training".to_owned(),
        };
        let exception = owner.adherence.create_adherence_exception(exception).await.unwrap().into_inner();
        let group = CreateGroupRequest { name: new_name(), employee_ids: Vec::new() };
        let group = owner.mapping.create_group(group).await.unwrap().into_inner().group;
        let person = InviteUserRequest {
            email: format!("{}@kadans.example", new_name()),
            name: "Zoé".to_owned(),
            roles: vec![Role::Supervisor.into()],
            planning_unit_ids: vec![unit.to_owned()],
        };
        let person = owner.sessions.invite_user(person).await.unwrap().into_inner().user;
        let list =
            ListNotificationsRequest { integration_id: integration.clone(), ..ListNotificationsRequest::default() };
        let mut notifications = owner.integrations.list_notifications(list).await.unwrap();
        Self {
            url_token: generated.url_token.unwrap().id,
            url_token_secret: generated.notification_url.rsplit('/').next().unwrap().to_owned(),
            unit: unit.to_owned(),
            employee,
            activity,
            user: users.filter(|user| user.integration_id == integration).map(|user| user.id).next().unwrap(),
            status: statuses.filter(|status| status.integration_id == integration).map(|seen| seen.id).next().unwrap(),
            exception: exception.exception.unwrap().id,
            group: group.unwrap().id,
            person: person.unwrap().id,
            notification: notifications.get_mut().notifications.remove(0).id,
            integration,
        }
    }

    /// Ids of the right form that nothing has.
    pub(super) fn absent() -> Self {
        let id = |kind: u8| format!("018f0000-0000-7000-8000-0000000000{kind:02}");
        Self {
            integration: id(1),
            url_token: id(2),
            url_token_secret: "odg_absent".to_owned(),
            unit: id(3),
            employee: id(4),
            activity: id(5),
            user: id(6),
            status: id(7),
            exception: id(8),
            group: id(9),
            person: id(10),
            notification: "1".to_owned(),
        }
    }
}
