//! Certificates that take the place of others.

use std::fs;

use tempfile::TempDir;
use tokio_rustls::rustls::{crypto::ring, sign::CertifiedKey};

use super::{Tls, pem};

/// A certificate and its key, as PEM.
fn made() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    (made.cert.pem(), made.signing_key.serialize_pem())
}

struct Files(TempDir);

impl Files {
    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn tls(&self) -> Tls {
        let (chain, key) =
            (pem::certificates(&self.path("cert")).unwrap(), pem::private_key(&self.path("key")).unwrap());
        let certified = CertifiedKey::from_der(chain, key, &ring::default_provider()).unwrap();
        Tls::new(certified, self.path("cert"), self.path("key")).unwrap()
    }
}

fn written() -> (Files, Tls) {
    let files = Files(TempDir::with_prefix("kadans-tls-").unwrap());
    let (cert, key) = made();
    files.write("cert", &cert);
    files.write("key", &key);
    let tls = files.tls();
    (files, tls)
}

/// Whether new connections are shown what is in the file.
fn shows(tls: &Tls, files: &Files) -> bool {
    tls.certificate.0.read().cert == pem::certificates(&files.path("cert")).unwrap()
}

#[test]
fn a_certificate_is_renewed_once_its_key_is_there_too() {
    let (files, tls) = written();
    assert_eq!(tls.renew(), Ok(false));
    let (cert, key) = made();
    files.write("cert", &cert);
    let error = tls.renew().unwrap_err().to_string();
    assert!(error.contains("can't be used together") && !shows(&tls, &files), "{error}");
    files.write("key", &key);
    assert_eq!(tls.renew(), Ok(true));
    assert!(shows(&tls, &files));
    assert_eq!(tls.clone().renew(), Ok(false));
}

#[test]
fn a_certificate_is_kept_if_what_comes_after_it_is_none() {
    let (files, tls) = written();
    let (cert, _) = made();
    for broken in ["", "-----BEGIN CERTIFICATE-----\nAAAA", cert.get(..cert.len() / 2).unwrap()] {
        let kept = fs::read_to_string(files.path("cert")).unwrap();
        files.write("cert", broken);
        tls.renew().unwrap_err();
        files.write("cert", &kept);
        assert!(shows(&tls, &files));
    }
    fs::remove_file(files.path("key")).unwrap();
    assert!(tls.renew().unwrap_err().to_string().contains("can't be read"));
}
