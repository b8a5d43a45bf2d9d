//! PEM files with certificates and keys.

use tokio_rustls::rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject as _},
};

/// A file with the certificates of an authority, as it is; it was looked at.
pub(in crate::config) fn authority(file: &str) -> Result<Vec<u8>, String> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(file)? {
        roots.add(certificate).map_err(|error| format!("{file} holds a certificate that can't be used: {error}"))?;
    }
    std::fs::read(file).map_err(|error| format!("{file} can't be read: {error}"))
}

pub(super) fn certificates(file: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let certificates = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match certificates {
        Ok(certificates) if certificates.is_empty() => Err(without(file, "certificate", "CERTIFICATE")),
        certificates => certificates.map_err(|error| unreadable(file, &error)),
    }
}

pub(super) fn private_key(file: &str) -> Result<PrivateKeyDer<'static>, String> {
    match PrivateKeyDer::from_pem_file(file) {
        Err(pem::Error::NoItemsFound) => Err(without(file, "private key", "PRIVATE KEY")),
        key => key.map_err(|error| unreadable(file, &error)),
    }
}

fn without(file: &str, what: &str, label: &str) -> String {
    format!("{file} holds no {what}: it must be PEM, with -----BEGIN {label}-----")
}

fn unreadable(file: &str, error: &pem::Error) -> String {
    match error {
        pem::Error::Io(error) => format!("{file} can't be read: {error}"),
        error => format!("{file} is not PEM: {error}"),
    }
}
