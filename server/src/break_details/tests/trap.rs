//! A listener that nobody may reach, and resolvers that lead there.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use tokio::net::TcpListener;

use crate::break_details::network::Resolve;

/// Counts the connections that are made to it, on this machine.
pub(super) struct Trap {
    pub(super) address: SocketAddr,
    caught: Arc<AtomicUsize>,
}

impl Trap {
    pub(super) async fn set() -> Self {
        let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], listener.local_addr().unwrap().port()));
        let caught = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&caught);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                drop(connection);
            }
        });
        Self { address, caught }
    }

    pub(super) fn caught(&self) -> usize {
        self.caught.load(Ordering::SeqCst)
    }
}

/// Answers with the next of these, over and over, whatever the name is; counts the questions.
pub(super) struct Scripted {
    answers: Vec<Vec<IpAddr>>,
    pub(super) asked: AtomicUsize,
}

impl Scripted {
    pub(super) fn new(answers: &[&[&str]]) -> Arc<Self> {
        let addresses = |answer: &&[&str]| answer.iter().map(|address| address.parse().unwrap()).collect();
        Arc::new(Self { answers: answers.iter().map(addresses).collect(), asked: AtomicUsize::new(0) })
    }
}

#[async_trait]
impl Resolve for Scripted {
    async fn resolve(&self, _name: &str) -> io::Result<Vec<IpAddr>> {
        let question = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answers[question % self.answers.len()].clone())
    }
}
