//! The one table that says which role may call which method. What is not in it is denied to everybody.

use super::caller::Role::{self, Admin, Planner, Service, Supervisor};

/// Who may call a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: the method checks a credential of its own that is part of the request or is a URL token.
    Open,
    /// Anybody who is signed in.
    SignedIn,
    /// Whoever has one of these roles.
    Roles(&'static [Role]),
}

const READ: Access = Access::Roles(&[Admin, Planner, Supervisor, Service]);
const PLAN: Access = Access::Roles(&[Admin, Planner]);
const PLAN_OR_SERVICE: Access = Access::Roles(&[Admin, Planner, Service]);
const ADMIN: Access = Access::Roles(&[Admin]);

/// Every method, as `Service/Method` of package `kadans.v1`.
pub const TABLE: &[(&str, Access)] = &[
    ("AdherenceService/CreateAdherenceException", PLAN),
    ("AdherenceService/DeleteAdherenceException", PLAN),
    ("AdherenceService/GetAdherenceBoard", READ),
    ("AdherenceService/GetAdherenceSettings", READ),
    ("AdherenceService/GetPersonAdherence", READ),
    ("AdherenceService/ImportSchedule", PLAN_OR_SERVICE),
    ("AdherenceService/ListAdherenceExceptions", READ),
    ("AdherenceService/ListSchedule", READ),
    ("AdherenceService/ReportAgentStates", Access::Open),
    ("AdherenceService/StreamAgentStates", Access::Open),
    ("AdherenceService/UpdateAdherenceSettings", ADMIN),
    ("AdherenceService/WatchAdherence", READ),
    ("IntegrationService/CreateIntegration", ADMIN),
    ("IntegrationService/DeleteIntegration", ADMIN),
    ("IntegrationService/GenerateUrlToken", ADMIN),
    ("IntegrationService/GetIntegration", PLAN),
    ("IntegrationService/GetIntegrationHealth", PLAN),
    ("IntegrationService/GetNotification", ADMIN),
    ("IntegrationService/GetNotificationFormat", ADMIN),
    ("IntegrationService/ListIntegrations", PLAN),
    ("IntegrationService/ListNotifications", ADMIN),
    ("IntegrationService/ListQuarantine", ADMIN),
    ("IntegrationService/ListUrlTokens", ADMIN),
    ("IntegrationService/ListVendors", PLAN),
    ("IntegrationService/PauseIntegration", ADMIN),
    ("IntegrationService/PreviewNotificationFormat", ADMIN),
    ("IntegrationService/ProposeNotificationFormat", ADMIN),
    ("IntegrationService/ReplayNotifications", ADMIN),
    ("IntegrationService/ResolveUrlToken", Access::Open),
    ("IntegrationService/ResumeIntegration", ADMIN),
    ("IntegrationService/RevokeUrlToken", ADMIN),
    ("IntegrationService/TestWebService", ADMIN),
    ("IntegrationService/UpdateIntegration", ADMIN),
    ("IntegrationService/UpdateNotificationFormat", ADMIN),
    ("MappingService/AssignExternalUsers", PLAN),
    ("MappingService/CreateActivity", PLAN),
    ("MappingService/CreateEmployee", PLAN),
    ("MappingService/CreateExternalUser", PLAN),
    ("MappingService/CreateGroup", PLAN),
    ("MappingService/CreatePlanningUnit", PLAN),
    ("MappingService/DeleteActivity", PLAN),
    ("MappingService/DeleteEmployee", PLAN),
    ("MappingService/DeleteGroup", PLAN),
    ("MappingService/DeletePlanningUnit", PLAN),
    ("MappingService/GetActivityMatches", PLAN),
    ("MappingService/ImportEmployees", PLAN),
    ("MappingService/ListActivities", READ),
    ("MappingService/ListEmployees", READ),
    ("MappingService/ListExternalStatuses", PLAN),
    ("MappingService/ListExternalUsers", PLAN),
    ("MappingService/ListGroups", READ),
    ("MappingService/ListPlanningUnits", READ),
    ("MappingService/MapExternalStatuses", PLAN),
    ("MappingService/UnassignExternalUsers", PLAN),
    ("MappingService/UpdateActivity", PLAN),
    ("MappingService/UpdateActivityMatches", PLAN),
    ("MappingService/UpdateEmployee", PLAN),
    ("MappingService/UpdateGroup", PLAN),
    ("MappingService/UpdatePlanningUnit", PLAN),
    ("SessionService/ChangePassword", Access::SignedIn),
    ("SessionService/DeactivateUser", ADMIN),
    ("SessionService/GetSession", Access::SignedIn),
    ("SessionService/InviteUser", ADMIN),
    ("SessionService/ListAuditEvents", ADMIN),
    ("SessionService/ListUsers", ADMIN),
    ("SessionService/ReactivateUser", ADMIN),
    ("SessionService/RedeemInvitation", Access::Open),
    ("SessionService/RefreshSession", Access::Open),
    ("SessionService/RenewInvitation", ADMIN),
    ("SessionService/SignIn", Access::Open),
    ("SessionService/SignOut", Access::SignedIn),
    ("SessionService/UpdateUser", ADMIN),
];

/// Who may call `method`; nobody, if it is not in the table.
pub fn of(method: &str) -> Option<Access> {
    TABLE.iter().find(|(name, _)| *name == method).map(|(_, access)| *access)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use prost::Message as _;

    use super::*;

    fn methods_of_the_services() -> BTreeSet<String> {
        let set = prost_types::FileDescriptorSet::decode(kadans_proto::FILE_DESCRIPTOR_SET).unwrap();
        let files = set.file.iter().filter(|file| file.package() == "kadans.v1");
        let services = files.flat_map(|file| &file.service);
        let methods = services.flat_map(|service| {
            service.method.iter().map(move |method| format!("{}/{}", service.name(), method.name()))
        });
        methods.collect()
    }

    #[test]
    fn the_table_names_every_method_of_the_services_once_and_nothing_else() {
        let in_the_table: BTreeSet<String> = TABLE.iter().map(|(method, _)| (*method).to_owned()).collect();
        assert_eq!(in_the_table, methods_of_the_services());
        assert_eq!(in_the_table.len(), TABLE.len(), "a method stands there twice");
    }

    #[test]
    fn a_method_that_is_not_in_the_table_has_no_access() {
        for unknown in ["", "AdherenceService/DropEverything", "GetSession", "kadans.v1.SessionService/GetSession"] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn only_methods_with_a_credential_of_their_own_are_open() {
        let open: Vec<&str> =
            TABLE.iter().filter(|(_, access)| *access == Access::Open).map(|(name, _)| *name).collect();
        let expected = [
            "AdherenceService/ReportAgentStates",
            "AdherenceService/StreamAgentStates",
            "IntegrationService/ResolveUrlToken",
            "SessionService/RedeemInvitation",
            "SessionService/RefreshSession",
            "SessionService/SignIn",
        ];
        assert_eq!(open, expected);
    }
}
