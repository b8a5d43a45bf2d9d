//! Hundreds of ways to write where this server must not go: none of them leads to a connection.

use std::{collections::BTreeSet, net::Ipv4Addr, sync::Arc, sync::atomic::Ordering};

use http::Request;
use tokio_rustls::rustls::RootCertStore;
use url::Url;

use super::trap::{Scripted, Trap};
use crate::{
    break_details::network::{Network, Resolve, Unreachable},
    odigo::web_service::{Authentication, Endpoints, Reach, WebServiceSettings},
};

/// Addresses inside, as they are written in four numbers.
const INSIDE: [[u8; 4]; 16] = [
    [127, 0, 0, 1],
    [127, 1, 2, 3],
    [0, 0, 0, 0],
    [10, 0, 0, 1],
    [100, 64, 0, 1],
    [100, 100, 100, 200],
    [169, 254, 169, 254],
    [169, 254, 170, 2],
    [168, 63, 129, 16],
    [172, 16, 0, 1],
    [172, 31, 255, 254],
    [192, 0, 0, 192],
    [192, 168, 0, 1],
    [198, 18, 0, 1],
    [224, 0, 0, 1],
    [255, 255, 255, 255],
];

/// The ways to write one of them, in numbers of every kind and inside IPv6.
fn ways(address: [u8; 4]) -> Vec<String> {
    let [a, b, c, d] = address;
    let number = u32::from_be_bytes(address);
    let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let full_width = |text: &str| {
        text.chars()
            .map(|c| match c {
                '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + 0xff10).unwrap_or(c),
                '.' => '\u{3002}',
                other => other,
            })
            .collect::<String>()
    };
    let dotted = format!("{a}.{b}.{c}.{d}");
    vec![
        dotted.clone(),
        format!("{dotted}."),
        format!("{number}"),
        format!("0x{number:x}"),
        format!("0X{number:08X}"),
        format!("0{number:o}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("{a}.{}", u32::from_be_bytes([0, b, c, d])),
        format!("{a}.{b}.{low}"),
        format!("0x{a:x}.{b}.0{c:o}.{d}"),
        format!("00{a:o}.{b}.{c}.{d}"),
        full_width(&dotted),
        format!("%{:02x}{}", dotted.as_bytes()[0], &dotted[1..]),
        format!("[::ffff:{dotted}]"),
        format!("[::ffff:{high:x}:{low:x}]"),
        format!("[0:0:0:0:0:ffff:{dotted}]"),
        format!("[::{dotted}]"),
        format!("[::ffff:0:{dotted}]"),
        format!("[64:ff9b::{dotted}]"),
        format!("[64:ff9b:1::{dotted}]"),
        format!("[2002:{high:x}:{low:x}::1]"),
        format!("[2001:0:{high:x}:{low:x}::1]"),
        format!("[2001::{:x}:{:x}]", !high, !low),
        format!("[2001:470::5efe:{dotted}]"),
        format!("[fe80::5efe:{dotted}]"),
    ]
}

const NAMES: [&str; 24] = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "ｌｏｃａｌｈｏｓｔ",
    "foo.localhost",
    "localhost.localdomain",
    "intranet",
    "metadata",
    "metadata.google.internal",
    "metadata.google.internal.",
    "METADATA.GOOGLE.INTERNAL",
    "instance-data.ec2.internal",
    "kubernetes.default.svc.cluster.local",
    "printer.local",
    "router.lan",
    "nas.home",
    "nas.home.arpa",
    "git.corp",
    "db.private",
    "wiki.intranet",
    "1.0.0.127.in-addr.arpa",
    "hidden.onion",
    "example.com.",
    "vault.internal",
];

const LITERALS_V6: [&str; 18] = [
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::1%25lo]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[100::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[2002::1]",
    "[2001::1]",
    "[::127.0.0.1]",
    "[::2]",
];

/// URLs that must lead nowhere.
fn corpus(port: u16) -> BTreeSet<String> {
    let mut hosts: Vec<String> = INSIDE.into_iter().flat_map(ways).collect();
    hosts.extend(NAMES.into_iter().chain(LITERALS_V6).map(str::to_owned));
    let mut urls: BTreeSet<String> = BTreeSet::new();
    for host in &hosts {
        urls.insert(format!("https://{host}:{port}/tenant"));
        urls.insert(format!("http://{host}:{port}/tenant"));
    }
    let inside = format!("127.0.0.1:{port}");
    for trick in [
        format!("https://example.com@{inside}/tenant"),
        format!("https://example.com:443@{inside}/tenant"),
        format!("https://{inside}@example.com/tenant"),
        format!("https://@{inside}/tenant"),
        format!("https://example.com%40{inside}/tenant"),
        format!("https://example.com\\@{inside}/tenant"),
        format!("https:\\\\{inside}\\tenant"),
        format!("https:{inside}/tenant"),
        format!("https:/{inside}/tenant"),
        format!("https:///{inside}/tenant"),
        format!("https://{inside}/tenant?x=1"),
        format!("https://{inside}/tenant#x"),
        format!("https://{inside}#@example.com/tenant"),
        format!("https://{inside}?@example.com/tenant"),
        format!("https://exa\tmple.com@{inside}/tenant"),
        format!("ht\ntps://{inside}/tenant"),
        format!(" https://{inside}/tenant "),
        format!("HTTPS://{inside}/tenant"),
        format!("//{inside}/tenant"),
        format!("{inside}/tenant"),
        format!("ftp://{inside}/tenant"),
        format!("gopher://{inside}/_GET"),
        format!("file://{inside}/etc/passwd"),
        "file:///etc/passwd".to_owned(),
        format!("ws://{inside}/tenant"),
        format!("unix:{inside}"),
        format!("javascript://{inside}/%0aalert(1)"),
        format!("data:text/plain,{inside}"),
        format!("jar:https://{inside}!/tenant"),
        format!("https://[::ffff:127.0.0.1]:{port}@example.com/tenant"),
    ] {
        urls.insert(trick);
    }
    urls
}

pub(super) fn settings(url: &str) -> WebServiceSettings {
    WebServiceSettings {
        url: url.to_owned(),
        username: "kadans".to_owned(),
        authentication: Authentication::Basic,
        agent_url_template: String::new(),
        token_url_template: String::new(),
        token_pointer: String::new(),
        token_header: String::new(),
        detail_pointer: String::new(),
        break_statuses: Vec::new(),
    }
    .with_defaults()
}

async fn send(network: &Network, url: &Url) -> Result<(), Unreachable> {
    network.send(url, Request::default()).await.map(drop)
}

/// What a resolver of another kind could make of names: every one of them leads to the trap.
fn to_the_trap() -> Arc<dyn Resolve> {
    Scripted::new(&[&["127.0.0.1"], &["::1"]])
}

#[tokio::test]
async fn no_hostile_url_leads_to_a_connection() {
    let trap = Trap::set().await;
    let corpus = corpus(trap.address.port());
    assert!(corpus.len() >= 500, "{}", corpus.len());
    let network = Network::with(Reach::Public, to_the_trap(), RootCertStore::empty());
    for text in &corpus {
        assert!(Endpoints::read(&settings(text), Reach::Public).is_err(), "{text} can be saved");
        // As if it had got past that: it is looked at again when it is asked.
        if let Ok(url) = Url::parse(text) {
            assert_eq!(send(&network, &url).await, Err(Unreachable), "{text}");
        }
    }
    assert_eq!(trap.caught(), 0);
}

#[tokio::test]
async fn names_that_lead_inside_are_not_followed_even_in_part_or_later() {
    let trap = Trap::set().await;
    let url = Url::parse(&format!("https://example.com:{}/tenant", trap.address.port())).unwrap();
    for answer in [
        &["127.0.0.1"][..],
        &["::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1"],
        // One that is public does not vouch for the other.
        &["8.8.8.8", "127.0.0.1"],
        &["127.0.0.1", "8.8.8.8"],
        &["10.0.0.1", "::1"],
    ] {
        let network = Network::with(Reach::Public, Scripted::new(&[answer]), RootCertStore::empty());
        assert_eq!(send(&network, &url).await, Err(Unreachable), "{answer:?}");
    }
    for address in INSIDE {
        let address = Ipv4Addr::from(address).to_string();
        let network = Network::with(Reach::Public, Scripted::new(&[&[&address]]), RootCertStore::empty());
        assert_eq!(send(&network, &url).await, Err(Unreachable), "{address}");
    }
    assert_eq!(trap.caught(), 0);
}

#[tokio::test]
async fn a_name_is_resolved_once_so_that_it_can_not_lead_elsewhere_the_second_time() {
    let trap = Trap::set().await;
    // Refused the first time, it would lead to the trap the second time.
    let resolver = Scripted::new(&[&["192.0.2.1"], &["127.0.0.1"]]);
    let network = Network::with(Reach::Public, resolver.clone(), RootCertStore::empty());
    let url = Url::parse(&format!("https://example.com:{}/tenant", trap.address.port())).unwrap();
    assert_eq!(send(&network, &url).await, Err(Unreachable));
    assert_eq!((resolver.asked.load(Ordering::SeqCst), trap.caught()), (1, 0));
}

#[tokio::test]
async fn in_development_this_machine_alone_may_be_asked_as_well() {
    let trap = Trap::set().await;
    let port = trap.address.port();
    let network = Network::with(Reach::ThisMachineToo, Scripted::new(&[&["10.0.0.1"]]), RootCertStore::empty());
    for refused in ["http://0.0.0.0", "http://[::ffff:127.0.0.1]", "http://example.com", "http://169.254.169.254"] {
        let url = Url::parse(&format!("{refused}:{port}/tenant")).unwrap();
        assert_eq!(send(&network, &url).await, Err(Unreachable), "{refused}");
        assert!(Endpoints::read(&settings(url.as_str()), Reach::ThisMachineToo).is_err(), "{refused} can be saved");
    }
    assert_eq!(trap.caught(), 0);
    let allowed = Url::parse(&format!("http://127.0.0.1:{port}/tenant")).unwrap();
    assert_eq!(send(&network, &allowed).await, Err(Unreachable), "the trap does not answer");
    assert_eq!(trap.caught(), 1);
}
