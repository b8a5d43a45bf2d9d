//! Watches adherence, and goes on where it stopped when the connection breaks.
//!
//! `KADANS_TOKEN=… cargo run -p kadans-proto --example watch -- http://127.0.0.1:8080`

#![allow(clippy::print_stdout, reason = "printing is what this program is for")]

use std::{collections::HashMap, env, error::Error, time::Duration};

use kadans_proto::v1::{
    AdherenceStatus, BoardPerson, WatchAdherenceRequest, adherence_service_client::AdherenceServiceClient,
    watch_adherence_response::Event,
};
use tonic::{Code, Request, Status, metadata::MetadataValue, transport::Channel};

/// What this program knows: everybody on the board, and where to go on.
#[derive(Default)]
struct Board {
    people: HashMap<String, BoardPerson>,
    snapshot: HashMap<String, BoardPerson>,
    resume_token: Vec<u8>,
}

impl Board {
    fn take(&mut self, event: Event) {
        match event {
            Event::Snapshot(page) => {
                self.snapshot.extend(page.people.into_iter().map(|person| (person.employee_id.clone(), person)));
            }
            Event::SnapshotComplete(complete) => {
                let news = std::mem::take(&mut self.snapshot);
                if complete.resumed {
                    // Only what was missed came; whoever is not listed has left the board.
                    self.people.extend(news);
                    self.people.retain(|id, _| complete.employee_ids.contains(id));
                } else {
                    self.people = news;
                }
                self.resume_token = complete.resume_token;
                self.print();
            }
            Event::Changes(changes) => {
                for person in changes.people {
                    println!("{}: {}", person.name, person.status().as_str_name());
                    self.people.insert(person.employee_id.clone(), person);
                }
            }
            Event::Removed(removed) => self.people.retain(|id, _| !removed.employee_ids.contains(id)),
            Event::Position(position) => self.resume_token = position.resume_token,
            Event::Heartbeat(heartbeat) => self.resume_token = heartbeat.resume_token,
            Event::Summary(_) => {}
        }
    }

    fn print(&self) {
        let out = self.people.values().filter(|person| person.status() == AdherenceStatus::Out).count();
        println!("{} people, {out} out of adherence", self.people.len());
    }
}

async fn watch(address: &str, token: &MetadataValue<tonic::metadata::Ascii>, board: &mut Board) -> Result<(), Status> {
    let unavailable = |error: tonic::transport::Error| Status::unavailable(error.to_string());
    let endpoint =
        Channel::from_shared(address.to_owned()).map_err(|error| Status::invalid_argument(error.to_string()))?;
    let channel = endpoint.connect().await.map_err(unavailable)?;
    let mut client = AdherenceServiceClient::with_interceptor(channel, |mut request: Request<()>| {
        request.metadata_mut().insert("authorization", token.clone());
        Ok(request)
    });
    let request = WatchAdherenceRequest { resume_token: board.resume_token.clone(), ..Default::default() };
    let mut events = client.watch_adherence(request).await?.into_inner();
    // A heartbeat comes every 15 seconds: a longer silence is a dead connection.
    while let Some(message) = tokio::time::timeout(Duration::from_secs(35), events.message())
        .await
        .map_err(|_| Status::unavailable("no heartbeat"))??
    {
        if let Some(event) = message.event {
            board.take(event);
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let token = format!("Bearer {}", env::var("KADANS_TOKEN")?).parse()?;
    let mut board = Board::default();
    let mut wait = Duration::from_millis(500);
    loop {
        let known = board.resume_token.clone();
        match watch(&address, &token, &mut board).await {
            // Trying again with the same credential can't help.
            Err(status) if matches!(status.code(), Code::Unauthenticated | Code::PermissionDenied) => {
                return Err(format!("{:?}: {}", status.code(), status.message()).into());
            }
            Err(status) => println!("{status}; trying again in {wait:?}"),
            Ok(()) => println!("the stream ended; trying again in {wait:?}"),
        }
        board.snapshot.clear();
        if board.resume_token != known {
            wait = Duration::from_millis(500);
        }
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(30));
    }
}
