//! Keys that are derived from the master key, each for one purpose.

use std::fmt;

use zeroize::Zeroizing;

macro_rules! derived_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<[u8; 32]>);

        impl $name {
            pub(super) const fn new(key: Zeroizing<[u8; 32]>) -> Self {
                Self(key)
            }

            /// The key itself, for HMAC-SHA-256.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    };
}

derived_key! {
    /// What URL tokens are stored under: their HMAC with this key, which the database does not have.
    Pepper
}
derived_key! {
    /// What page tokens are signed with, so that a client can't make one up.
    PageTokenKey
}
derived_key! {
    /// What resume tokens are signed with; every replica takes them up.
    ResumeTokenKey
}
