//! Short words for what an admin does with what was captured.

use kadans_proto::v1::{
    CapturedNotification, GetNotificationFormatRequest, GetNotificationRequest, ListNotificationsRequest,
    ListQuarantineRequest, ListQuarantineResponse, NotificationFormat, PreviewNotificationFormatRequest,
    PreviewNotificationFormatResponse, ProposeNotificationFormatRequest, ProposeNotificationFormatResponse,
    QuarantineSelection, ReceivedWindow, ReplayNotificationsRequest, ReplayNotificationsResponse,
    UpdateNotificationFormatRequest, replay_notifications_request::Selection,
};
use kadans_server::domain::instant::Instant;
use kadans_tests::{clients::Clients, time::wire};
use tonic::Status;

/// Everything in quarantine.
pub(crate) fn quarantine() -> Selection {
    Selection::Quarantine(QuarantineSelection::default())
}

/// Everything received from an instant on.
pub(crate) fn since(from: Instant) -> Selection {
    Selection::Received(ReceivedWindow { start_time: Some(wire(from)), end_time: None })
}

/// What an admin does.
pub(crate) trait Captures {
    async fn format(&mut self, integration: &str) -> NotificationFormat;
    async fn set_format(&mut self, integration: &str, format: NotificationFormat)
    -> Result<NotificationFormat, Status>;
    async fn propose(&mut self, integration: &str) -> ProposeNotificationFormatResponse;
    async fn preview(&mut self, integration: &str, format: NotificationFormat) -> PreviewNotificationFormatResponse;
    async fn quarantine(&mut self, integration: &str) -> ListQuarantineResponse;
    async fn captured(&mut self, integration: &str) -> Vec<CapturedNotification>;
    async fn notification(&mut self, integration: &str, id: &str) -> CapturedNotification;
    async fn replay(&mut self, integration: &str, selection: Selection) -> ReplayNotificationsResponse;
    async fn rehearse(&mut self, integration: &str, selection: Selection) -> ReplayNotificationsResponse;
}

impl Captures for Clients {
    async fn format(&mut self, integration: &str) -> NotificationFormat {
        let request = GetNotificationFormatRequest { integration_id: integration.to_owned() };
        self.integrations.get_notification_format(request).await.unwrap().into_inner().format.unwrap()
    }

    async fn set_format(
        &mut self,
        integration: &str,
        format: NotificationFormat,
    ) -> Result<NotificationFormat, Status> {
        let request = UpdateNotificationFormatRequest {
            integration_id: integration.to_owned(),
            format: Some(format),
            validate_only: false,
        };
        Ok(self.integrations.update_notification_format(request).await?.into_inner().format.unwrap())
    }

    async fn propose(&mut self, integration: &str) -> ProposeNotificationFormatResponse {
        let request = ProposeNotificationFormatRequest { integration_id: integration.to_owned() };
        self.integrations.propose_notification_format(request).await.unwrap().into_inner()
    }

    async fn preview(&mut self, integration: &str, format: NotificationFormat) -> PreviewNotificationFormatResponse {
        let request = PreviewNotificationFormatRequest { integration_id: integration.to_owned(), format: Some(format) };
        self.integrations.preview_notification_format(request).await.unwrap().into_inner()
    }

    async fn quarantine(&mut self, integration: &str) -> ListQuarantineResponse {
        let request = ListQuarantineRequest { integration_id: integration.to_owned() };
        self.integrations.list_quarantine(request).await.unwrap().into_inner()
    }

    async fn captured(&mut self, integration: &str) -> Vec<CapturedNotification> {
        let mut request = ListNotificationsRequest {
            integration_id: integration.to_owned(),
            page_size: 100,
            ..ListNotificationsRequest::default()
        };
        let mut all = Vec::new();
        loop {
            let page = self.integrations.list_notifications(request.clone()).await.unwrap().into_inner();
            all.extend(page.notifications);
            if page.next_page_token.is_empty() {
                return all;
            }
            request.page_token = page.next_page_token;
        }
    }

    async fn notification(&mut self, integration: &str, id: &str) -> CapturedNotification {
        let request = GetNotificationRequest { integration_id: integration.to_owned(), id: id.to_owned() };
        self.integrations.get_notification(request).await.unwrap().into_inner().notification.unwrap()
    }

    async fn replay(&mut self, integration: &str, selection: Selection) -> ReplayNotificationsResponse {
        to_the_end(self, integration, selection, false).await
    }

    async fn rehearse(&mut self, integration: &str, selection: Selection) -> ReplayNotificationsResponse {
        to_the_end(self, integration, selection, true).await
    }
}

/// A replay; its last message. One that was ended is still noted as running for a moment, so it is begun as soon as
/// it may be.
async fn to_the_end(
    clients: &mut Clients,
    integration: &str,
    selection: Selection,
    validate_only: bool,
) -> ReplayNotificationsResponse {
    let request = ReplayNotificationsRequest {
        integration_id: integration.to_owned(),
        selection: Some(selection),
        validate_only,
    };
    let mut stream = clients.integrations.replay_notifications(request).await.unwrap().into_inner();
    let mut last = None;
    while let Some(message) = stream.message().await.unwrap() {
        last = Some(message);
    }
    let last = last.unwrap();
    assert!(last.is_complete, "{last:?}");
    last
}
