//! The page of the metrics says what the server measures.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use kadans_tests::{
    board::Board,
    database::Database,
    process::{Process, kadans},
    raw_http::RawConnection,
};
use tokio::time::timeout;

use crate::process::centre::{AGENT, Centre, FORM};

/// A metric: its name, its type and its labels.
type Metric = (String, String, BTreeSet<String>);

/// The metrics on the page's part about a command.
fn on_the_page(heading: &str) -> BTreeSet<Metric> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/metrics.md")).unwrap();
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let rows = section.split("\n## ").next().unwrap_or_default().lines().filter(|line| line.starts_with("| `kadans_"));
    rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(|cell| cell.trim().replace('`', "")).collect();
        let labels = cells[3].split(", ").filter(|label| !label.is_empty()).map(str::to_owned);
        (cells[1].clone(), cells[2].clone(), labels.collect())
    })
    .collect()
}

/// The metrics that a process gives, with the labels of their samples.
async fn given_by(process: &Process) -> BTreeSet<Metric> {
    let text = RawConnection::open(process.admin_address()).await.unwrap().get("/metrics").await.unwrap().body;
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
    types
        .map(|(name, kind)| {
            let samples = text.lines().filter(|line| !line.starts_with('#') && line.starts_with(name));
            let labels = samples.filter_map(|line| line.split_once('{')?.1.split_once('}')).flat_map(|(labels, _)| {
                labels.split("\",").filter_map(|label| label.split_once('=')).map(|(name, _)| name.to_owned())
            });
            (name.to_owned(), kind.to_owned(), labels.filter(|label| label != "le").collect())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_metric_of_server_and_shim_is_on_the_page_with_type_and_labels() {
    let (centre, server) = Centre::open(Database::Sqlite.create().unwrap()).await;
    let upstream = format!("http://{}", server.address());
    let shim = Process::start(&mut kadans(&["shim", "--upstream", &upstream])).await;
    let mut admin = centre.admin(&server).await;
    let watcher = Board::open(&mut admin).await;
    let mut odigo = RawConnection::open(shim.address()).await.unwrap();
    let body = format!("agentId={AGENT}&state=CALL");
    assert_eq!(odigo.post(&centre.notify_path(), FORM, &body).await.unwrap().status, 204);
    let is_silent = |(name, _, labels): &Metric| name.starts_with("kadans_integration_") && labels.is_empty();
    let heard = async {
        while given_by(&server).await.iter().any(is_silent) {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(20), heard).await.expect("the integration was heard of");
    assert_eq!(given_by(&server).await, on_the_page("`kadans serve`"));
    assert_eq!(given_by(&shim).await, on_the_page("`kadans shim`"));
    drop(watcher);
}
