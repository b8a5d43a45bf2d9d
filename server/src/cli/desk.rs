//! The services, as a planner's programs call them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use kadans_proto::v1::adherence_service_client::AdherenceServiceClient;
use kadans_proto::v1::integration_service_client::IntegrationServiceClient;
use kadans_proto::v1::mapping_service_client::MappingServiceClient;
use kadans_proto::v1::{
    Activity, Employee, ExternalStatus, ExternalUser, Integration, ListActivitiesRequest, ListEmployeesRequest,
    ListExternalStatusesRequest, ListExternalUsersRequest, ListIntegrationsRequest, ListPlanningUnitsRequest,
    PlanningUnit,
};
use tonic::Status;

use crate::odigo::simulator::watch::watcher::{Authorized, WatchError, connect};

const PAGE: i32 = 1_000;

/// Calls the services over the network with the demo's token.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) mapping: MappingServiceClient<Authorized>,
    pub(super) integrations: IntegrationServiceClient<Authorized>,
    pub(super) adherence: AdherenceServiceClient<Authorized>,
}

/// Asks for page after page.
macro_rules! all_pages {
    ($client:expr, $method:ident, $request:ident { $($name:ident: $value:expr),* }, $field:ident) => {{
        let mut request = $request { page_size: PAGE, $($name: $value,)* ..$request::default() };
        let mut all = Vec::new();
        loop {
            let page = $client.$method(request.clone()).await?.into_inner();
            all.extend(page.$field);
            if page.next_page_token.is_empty() {
                break Ok(all);
            }
            request.page_token = page.next_page_token;
        }
    }};
}

impl Desk {
    /// Opens the connection to a server of this machine.
    pub(super) async fn open(address: SocketAddr, token: &str) -> Result<Self, WatchError> {
        let channel = connect(&format!("http://{}", reachable(address)), token).await?;
        Ok(Self {
            mapping: MappingServiceClient::new(channel.clone()),
            integrations: IntegrationServiceClient::new(channel.clone()),
            adherence: AdherenceServiceClient::new(channel),
        })
    }

    pub(super) async fn planning_units(&mut self) -> Result<Vec<PlanningUnit>, Status> {
        all_pages!(self.mapping, list_planning_units, ListPlanningUnitsRequest {}, planning_units)
    }

    pub(super) async fn activities(&mut self) -> Result<Vec<Activity>, Status> {
        all_pages!(self.mapping, list_activities, ListActivitiesRequest {}, activities)
    }

    pub(super) async fn employees(&mut self) -> Result<Vec<Employee>, Status> {
        all_pages!(self.mapping, list_employees, ListEmployeesRequest {}, employees)
    }

    pub(super) async fn external_users(&mut self, integration: &str) -> Result<Vec<ExternalUser>, Status> {
        let integration = integration.to_owned();
        all_pages!(
            self.mapping,
            list_external_users,
            ListExternalUsersRequest { integration_id: integration },
            external_users
        )
    }

    pub(super) async fn external_statuses(&mut self, integration: &str) -> Result<Vec<ExternalStatus>, Status> {
        let integration = integration.to_owned();
        all_pages!(
            self.mapping,
            list_external_statuses,
            ListExternalStatusesRequest { integration_id: integration },
            external_statuses
        )
    }

    pub(super) async fn all_integrations(&mut self) -> Result<Vec<Integration>, Status> {
        all_pages!(self.integrations, list_integrations, ListIntegrationsRequest {}, integrations)
    }
}

/// Where to reach a server of this machine that listens on `address`, be it on all of them.
pub(super) fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_on_all_addresses_is_reached_on_the_local_one() {
        assert_eq!(reachable("0.0.0.0:80".parse().unwrap()).to_string(), "127.0.0.1:80");
        assert_eq!(reachable("[::]:80".parse().unwrap()).to_string(), "[::1]:80");
        assert_eq!(reachable("192.0.2.1:80".parse().unwrap()).to_string(), "192.0.2.1:80");
    }
}
