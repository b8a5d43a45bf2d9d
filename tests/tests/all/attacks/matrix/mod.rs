//! Every method × everybody who may call × what is theirs, another account's, or not there.
//!
//! A new method needs a row in the file of its service; the test fails without one.

mod adherence;
mod integration;
mod mapping;
mod people;
mod row;
mod session;
mod things;

use std::collections::BTreeSet;

use kadans_tests::{
    failures::Failure as _,
    journeys,
    raw_calls::{Header, RawCalls},
    world::World,
};
use people::{Person, Setting, everybody};
use prost::Message as _;
use prost_types::FileDescriptorSet;
use row::{Ids, Row};
use things::Things;
use tonic::Code;

journeys! {
    everybody_may_do_what_is_theirs_and_learns_nothing_of_what_is_not,
}

fn rows() -> Vec<Row> {
    [adherence::rows(), integration::rows(), mapping::rows(), session::rows()].into_iter().flatten().collect()
}

#[test]
fn every_method_has_a_row() {
    let set = FileDescriptorSet::decode(kadans_proto::FILE_DESCRIPTOR_SET).unwrap();
    let services = set.file.iter().filter(|file| file.package() == "kadans.v1").flat_map(|file| &file.service);
    let methods: BTreeSet<String> = services
        .flat_map(|service| service.method.iter().map(move |method| format!("{}/{}", service.name(), method.name())))
        .collect();
    let with_a_row: BTreeSet<String> = rows().iter().map(|row| row.method.to_owned()).collect();
    assert_eq!(with_a_row, methods);
}

/// What a caller learns from a call: an answer, or everything of the failure.
type Learned = Result<Vec<u8>, (Code, String, Vec<u8>, Vec<String>)>;

/// One row being tried by one person.
struct Trial<'t> {
    calls: &'t RawCalls,
    row: &'t Row,
    person: &'t Person,
    setting: &'t Setting,
}

impl Trial<'_> {
    fn name(&self) -> String {
        format!("{} by {}", self.row.method, self.person.name)
    }

    async fn learn(&self, own: &Things, named: &Things) -> Learned {
        let header: Vec<Header> = self.person.authorization.clone().into_iter().collect();
        let message = (self.row.request)(&Ids { named, own });
        let answer = self.calls.call(self.row.method, message, &header).await;
        answer.map(|message| message.to_vec()).map_err(|failure| failure.everything())
    }

    /// Whoever is not who they say, or may not call the method, is told so, whatever they name.
    async fn is_refused(&self, code: Code) {
        let Setting { here, there, absent, .. } = self.setting;
        let told = self.learn(here, here).await;
        assert_eq!(told.as_ref().map_err(|failure| failure.0), Err(code), "{}", self.name());
        assert_eq!(self.learn(here, there).await, told, "{}: a foreign thing", self.name());
        assert_eq!(self.learn(here, absent).await, told, "{}: an absent thing", self.name());
    }

    /// Whoever may call the method reaches what is theirs and can't tell what is somebody else's from what is not
    /// there.
    async fn is_admitted(&self, own: &Things) {
        let (row, absent) = (self.row, &self.setting.absent);
        let foreign = if self.person.is_neighbour { &self.setting.here } else { &self.setting.there };
        if row.names_nothing {
            return self.reaches(own).await;
        }
        if row.beside_the_unit && !self.person.sees_the_unit {
            return;
        }
        let nothing = self.learn(own, absent).await;
        assert_eq!(self.learn(own, foreign).await, nothing, "{}: foreign and absent", self.name());
        assert_eq!(nothing.is_ok(), row.filters, "{}: only a filter may name what is not there", self.name());
        if row.in_unit && !self.person.sees_the_unit {
            assert_eq!(self.learn(own, own).await, nothing, "{}: out of their planning units", self.name());
        } else {
            self.reaches(own).await;
        }
    }

    async fn reaches(&self, own: &Things) {
        let reached = self.learn(own, own).await;
        if let Some(reason) = self.row.refused_with {
            let (_, _, details, _) = reached.expect_err(&self.name());
            let told = String::from_utf8_lossy(&details).contains(reason);
            assert!(told, "{} is not refused with {reason}", self.name());
        } else {
            assert!(reached.is_ok(), "{}: {reached:?}", self.name());
        }
    }
}

async fn everybody_may_do_what_is_theirs_and_learns_nothing_of_what_is_not(world: &mut World) {
    let setting = Setting::set_up(world).await;
    let calls = RawCalls::connect(world.addr()).await;
    let mut people = everybody(world, &setting).await;
    assert!(people.len() >= 12);
    for row in &rows() {
        for person in &people {
            let trial = Trial { calls: &calls, row, person, setting: &setting };
            if !row.is_open() && person.authorization_holds_not() {
                trial.is_refused(Code::Unauthenticated).await;
            } else if !row.admits(person) {
                trial.is_refused(person.refusal()).await;
            } else if row.consumes {
                trial.is_admitted(&setting.fresh(person).await).await;
            } else {
                trial.is_admitted(setting.of(person)).await;
            }
        }
        if row.signs_out {
            people = everybody(world, &setting).await;
        }
    }
}
