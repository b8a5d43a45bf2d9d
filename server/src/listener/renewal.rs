//! A certificate that is renewed takes effect by itself.

use std::time::Duration;

use tokio::{task::spawn_blocking, time::interval};

use crate::config::Tls;

/// How often to look into the files. Nobody has to tell the server, and it misses no way in which files are replaced.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Looks for renewed certificates, for ever.
pub(super) async fn follow(tls: Tls) {
    let mut look = interval(LOOK_EVERY);
    let (mut failed_before, mut told) = (None, false);
    loop {
        look.tick().await;
        let files = tls.clone();
        let Ok(renewed) = spawn_blocking(move || files.renew()).await else { continue };
        if renewed == Ok(true) {
            tracing::info!("the certificate was renewed: new connections are shown the new one");
        }
        let failed = renewed.err();
        // A tool may be writing one file after the other: what is wrong only once is not worth a word.
        let stays_wrong = failed.is_some() && failed == failed_before;
        if let Some(error) = failed.as_ref().filter(|_| stays_wrong && !told) {
            tracing::warn!(%error, "the certificate was not renewed: the one before is kept");
        }
        told = stays_wrong;
        failed_before = failed;
    }
}
