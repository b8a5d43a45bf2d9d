use jiff::tz::TimeZone;

use super::{Proposal, Sample, propose};
use crate::domain::instant::Instant;
use crate::odigo::format::Format;
use crate::odigo::reader::NotificationReader;
use crate::odigo::reading::{RawNotification, Reading};
use crate::odigo::vocabulary::Field;

/// When everything was received: 2026-03-02T09:00:00Z.
const RECEIVED: Instant = Instant::from_secs(1_772_442_000);

fn samples(bodies: &[String]) -> Vec<Sample<'_>> {
    let sample = |body| Sample {
        raw: RawNotification { method: "POST", query: None, content_type: None, body },
        received: RECEIVED,
    };
    bodies.iter().map(|body| sample(body.as_bytes())).collect()
}

fn proposed(bodies: &[String]) -> Proposal {
    propose(&Format::default(), &TimeZone::UTC, &samples(bodies))
}

/// How many of the bodies a format reads wholly.
fn readable(format: &Format, bodies: &[String]) -> usize {
    let reader = NotificationReader::new(format.clone(), &TimeZone::UTC).unwrap();
    let is_whole = |sample: &&Sample<'_>| match reader.read(&sample.raw) {
        Reading::Notifications(found) => found.unreadable.is_empty() && !found.states.is_empty(),
        Reading::Probe | Reading::Refused(_) => false,
    };
    samples(bodies).iter().filter(is_whole).count()
}

/// `times` notifications from a template with an agent, a status, a time and a number.
fn bodies(times: usize, template: impl Fn(&str, &str, &str, usize) -> String) -> Vec<String> {
    let statuses = ["DISPONIBLE", "PAUSE", "EN_APPEL", "DECONNECTE"];
    let body = |turn: usize| {
        let agent = format!("agent{}", turn % 7);
        let time = format!("2026-03-02T08:{:02}:00Z", turn % 60);
        template(&agent, statuses[turn % 4], &time, turn)
    };
    (0..times).map(body).collect()
}

fn front(format: &Format, field: Field) -> &str {
    &format.field(field).names[0]
}

#[test]
fn a_foreign_format_is_made_readable_with_all_its_fields() {
    let bodies = bodies(40, |agent, status, time, turn| {
        let reason = if status == "PAUSE" { r#","raison":{"libelle":"dejeuner"}"# } else { "" };
        format!(
            r#"{{"donnees":{{"conseiller":"{agent}","situation_poste":"{status}","heureEvt":"{time}",
                "refMessage":"m-{turn:05}-x"{reason}}}}}"#
        )
    });
    assert_eq!(readable(&Format::default(), &bodies), 0);
    let proposal = proposed(&bodies);
    assert_eq!(readable(&proposal.format, &bodies), 40);
    assert_eq!(front(&proposal.format, Field::Agent), "donnees.conseiller");
    assert_eq!(front(&proposal.format, Field::Status), "donnees.situation_poste");
    assert_eq!(front(&proposal.format, Field::Time), "donnees.heureEvt");
    assert_eq!(front(&proposal.format, Field::Detail), "donnees.raison.libelle");
    let agents = proposal.candidates.iter().find(|candidate| candidate.field == Field::Agent).unwrap();
    assert!(agents.proposed);
    assert_eq!((agents.path.as_str(), agents.notifications, agents.samples.len()), ("donnees.conseiller", 40, 5));
}

#[test]
fn names_in_spanish_dutch_and_german_are_understood() {
    for (agent, status, time) in [
        ("operador", "estado_actual", "fechaHora"),
        ("medewerker", "toestand_nu", "tijdstip"),
        ("Benutzer-Kennung", "Zustand", "Zeitpunkt"),
        ("who", "what", "when"),
        ("evt.qui", "evt.quoi", "evt.quand"),
        ("wie", "wat", "wanneer"),
    ] {
        let bodies = bodies(20, |who, what, at, _| format!("{agent}={who}&{status}={what}&{time}={at}"));
        let proposal = proposed(&bodies);
        assert_eq!(readable(&proposal.format, &bodies), 20, "{agent}");
        assert_eq!(front(&proposal.format, Field::Agent), agent);
        assert_eq!(front(&proposal.format, Field::Status), status);
        assert_eq!(front(&proposal.format, Field::Time), time);
    }
}

#[test]
fn a_few_notifications_are_enough_where_names_tell() {
    let bodies = bodies(4, |agent, status, time, turn| {
        format!(r#"{{"evt":{{"who":"{agent}","what":"{status}","quand":"{time}","ref":"r-{turn}"}}}}"#)
    });
    let proposal = proposed(&bodies);
    assert_eq!(readable(&proposal.format, &bodies), 4);
    assert_eq!(front(&proposal.format, Field::Agent), "evt.who");
    assert_eq!(front(&proposal.format, Field::Status), "evt.what");
    assert_eq!(front(&proposal.format, Field::Time), "evt.quand");
    assert_eq!(front(&proposal.format, Field::EventId), "evt.ref");
}

#[test]
fn what_is_readable_already_stays_as_it_is() {
    let bodies = bodies(20, |agent, status, time, turn| {
        format!("agentId={agent}&state={status}&timestamp={time}&eventId=e{turn}&other={turn}")
    });
    let proposal = proposed(&bodies);
    assert_eq!(proposal.format, Format::default());
    let used: Vec<&str> =
        proposal.candidates.iter().filter(|candidate| candidate.proposed).map(|c| c.path.as_str()).collect();
    assert_eq!(used, ["agentId", "state", "timestamp", "eventId"]);
}

#[test]
fn after_a_change_of_format_what_is_not_read_any_more_is_made_readable_beside_the_rest() {
    let mut all = bodies(15, |agent, status, time, _| {
        format!(r#"{{"who":"{agent}","doing":"{status}","when":"{time}","site":"north"}}"#)
    });
    all.extend(bodies(60, |agent, status, time, _| format!("agentId={agent}&state={status}&timestamp={time}")));
    all.extend(["zzz".to_owned(), r#"{"agentId":"a","state":"PAUSE","type":"x"}"#.to_owned()]);
    assert_eq!(readable(&Format::default(), &all), 61);
    let proposal = proposed(&all);
    assert_eq!(readable(&proposal.format, &all), 76);
    for (field, name) in [(Field::Agent, "who"), (Field::Status, "doing"), (Field::Time, "when")] {
        assert_eq!(front(&proposal.format, field), name);
    }
    assert_eq!(proposal.format.detail, Format::default().detail, "what is there once is chance");
    let told = |field| proposal.candidates.iter().filter(move |told| told.field == field).map(|told| &*told.path);
    assert!(told(Field::Detail).all(|path| !["who", "doing", "state", "agentId"].contains(&path)));
}

#[test]
fn nothing_captured_proposes_nothing() {
    let proposal = proposed(&[]);
    assert_eq!(proposal, Proposal { format: Format::default(), candidates: Vec::new() });
}

#[test]
fn a_secret_is_neither_proposed_nor_shown() {
    let bodies = bodies(20, |agent, status, _, turn| {
        format!(
            "wer_token=odg_0123456789AB_{turn:049}&agent_password=p{turn}&person={agent}&lage={status}&ref=odg_0123456789AB_{turn:049}"
        )
    });
    let proposal = proposed(&bodies);
    for candidate in &proposal.candidates {
        assert!(!candidate.path.contains("token") && !candidate.path.contains("password"), "{candidate:?}");
        assert!(candidate.samples.iter().all(|sample| !sample.contains("odg_")), "{candidate:?}");
    }
}

#[test]
fn unreadable_bodies_among_the_captured_do_no_harm() {
    let mut bodies = bodies(20, |agent, status, _, _| format!("<n><operateur>{agent}</operateur><x>{status}</x></n>"));
    bodies.push("not anything".to_owned());
    bodies.push("<n><operateur>".to_owned());
    let proposal = proposed(&bodies);
    assert_eq!(readable(&proposal.format, &bodies), 20);
}

#[test]
fn an_agent_who_is_another_each_time_is_not_taken_for_an_event() {
    let known = ["ana", "bob", "eva", "zoe"].map(|agent| format!("agentId={agent}&state=CALL"));
    let foreign = ["kim", "lee"].map(|agent| format!("agente={agent}&estado=PAUSE"));
    let bodies: Vec<String> = known.into_iter().chain(foreign).collect();
    let proposal = proposed(&bodies);
    assert_eq!(readable(&proposal.format, &bodies), 6);
    assert_eq!(proposal.format.event_id, Format::default().event_id);
}
