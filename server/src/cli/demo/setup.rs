//! Sets the account up as its admin and its planner would; what is there already stays as it is.

use std::collections::HashMap;

use anyhow::Context as _;
use kadans_proto::v1::{
    AssignExternalUsersRequest, Assignment, CreateActivityRequest, CreateEmployeeRequest, CreateIntegrationRequest,
    GenerateUrlTokenRequest, Integration, MapExternalStatusesRequest, StatusMapping, UpdateIntegrationRequest,
    WebService,
};

use super::super::desk::Desk;
use super::catalogue::{Planned, ZONE, meaning};
use super::people::Person;

const INTEGRATION: &str = "Odigo";
const VENDOR: &str = "odigo";
/// How long URL tokens of earlier starts go on holding, in seconds.
const OVERLAP: i64 = 24 * 3_600;
/// How many assignments or mappings go into one call.
const AT_A_TIME: usize = 500;

/// Ids that the services gave.
#[derive(Clone, Debug)]
pub(super) struct Ids {
    /// The activity for what is planned.
    pub(super) activities: HashMap<Planned, String>,
    /// The employee of a personnel number.
    pub(super) employees: HashMap<String, String>,
}

/// Creates the activities and employees that are missing.
pub(super) async fn staff(desk: &mut Desk, people: &[Person]) -> anyhow::Result<Ids> {
    let activities = activities(desk).await.context("the activities can't be created")?;
    let employees = employees(desk, people).await.context("the employees can't be created")?;
    Ok(Ids { activities, employees })
}

async fn activities(desk: &mut Desk) -> anyhow::Result<HashMap<Planned, String>> {
    let known = desk.activities().await?;
    let mut ids = HashMap::new();
    for planned in Planned::ALL {
        let (name, kind, color, paid) = planned.activity();
        let id = if let Some(activity) = known.iter().find(|activity| activity.name == name) {
            activity.id.clone()
        } else {
            let request =
                CreateActivityRequest { name: name.to_owned(), r#type: kind.into(), color: color.to_owned(), paid };
            let created = desk.mapping.create_activity(request).await?.into_inner().activity;
            created.context("the server created no activity")?.id
        };
        ids.insert(planned, id);
    }
    Ok(ids)
}

async fn employees(desk: &mut Desk, people: &[Person]) -> anyhow::Result<HashMap<String, String>> {
    let units = desk.planning_units().await?;
    let known = desk.employees().await?.into_iter().map(|employee| (employee.personnel_number, employee.id));
    let mut ids: HashMap<String, String> = known.collect();
    for person in people {
        if ids.contains_key(&person.personnel_number) {
            continue;
        }
        let unit = units.iter().find(|unit| unit.name == person.unit.name());
        let request = CreateEmployeeRequest {
            group_ids: Vec::new(),
            name: person.name.clone(),
            email: person.email.clone(),
            personnel_number: person.personnel_number.clone(),
            planning_unit_id: unit.with_context(|| format!("there is no {}", person.unit.name()))?.id.clone(),
        };
        let created = desk.mapping.create_employee(request).await?.into_inner().employee;
        ids.insert(person.personnel_number.clone(), created.context("the server created no employee")?.id);
    }
    Ok(ids)
}

/// The integration; created if it is missing.
pub(super) async fn integration(desk: &mut Desk) -> anyhow::Result<Integration> {
    let known = desk.all_integrations().await?.into_iter().find(|known| known.name == INTEGRATION);
    if let Some(known) = known {
        return Ok(known);
    }
    let request = CreateIntegrationRequest {
        vendor_id: VENDOR.to_owned(),
        name: INTEGRATION.to_owned(),
        time_zone: ZONE.to_owned(),
        ..CreateIntegrationRequest::default()
    };
    let created = desk.integrations.create_integration(request).await?.into_inner().integration;
    created.context("the server created no integration")
}

/// Has the types of breaks imported from the web service of this start.
pub(super) async fn web_service(
    desk: &mut Desk,
    integration: &Integration,
    web_service: WebService,
) -> anyhow::Result<()> {
    let request = UpdateIntegrationRequest {
        integration: Some(Integration {
            id: integration.id.clone(),
            web_service: Some(web_service),
            ..Integration::default()
        }),
        update_mask: Some(prost_types::FieldMask { paths: vec!["web_service".to_owned()] }),
        validate_only: false,
    };
    desk.integrations.update_integration(request).await.context("the web service can't be set")?;
    Ok(())
}

/// A notification URL for this start.
pub(super) async fn notification_url(desk: &mut Desk, integration: &Integration) -> anyhow::Result<String> {
    let request = GenerateUrlTokenRequest {
        integration_id: integration.id.clone(),
        overlap: Some(prost_types::Duration { seconds: OVERLAP, nanos: 0 }),
    };
    Ok(desk.integrations.generate_url_token(request).await?.into_inner().notification_url)
}

/// Assigns nearly everybody's external user, and maps nearly every status.
pub(super) async fn map(
    desk: &mut Desk,
    integration: &Integration,
    people: &[Person],
    ids: &Ids,
) -> anyhow::Result<()> {
    let users = desk.external_users(&integration.id).await?;
    let employees: HashMap<&str, &String> = people
        .iter()
        .filter(|person| person.assigned)
        .filter_map(|person| Some((person.login.as_str(), ids.employees.get(&person.personnel_number)?)))
        .collect();
    let assignments: Vec<Assignment> = users
        .into_iter()
        .filter(|user| user.employee_id.is_empty())
        .filter_map(|user| {
            let employee_id = (*employees.get(user.identifier.as_str())?).clone();
            Some(Assignment { external_user_id: user.id, employee_id })
        })
        .collect();
    for some in assignments.chunks(AT_A_TIME) {
        let request = AssignExternalUsersRequest { assignments: some.to_vec() };
        desk.mapping.assign_external_users(request).await.context("the external users can't be assigned")?;
    }
    let statuses = desk.external_statuses(&integration.id).await?;
    let mappings: Vec<StatusMapping> = statuses
        .into_iter()
        .filter(|status| status.activity_id.is_empty())
        .filter_map(|status| {
            let activity_id = ids.activities.get(&meaning(&status.status, &status.detail)?)?.clone();
            Some(StatusMapping { external_status_id: status.id, activity_id })
        })
        .collect();
    for some in mappings.chunks(AT_A_TIME) {
        let request = MapExternalStatusesRequest { mappings: some.to_vec() };
        desk.mapping.map_external_statuses(request).await.context("the statuses can't be mapped")?;
    }
    Ok(())
}
