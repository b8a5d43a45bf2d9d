//! Vendors: the kinds of telephone systems that work, and the editions that include them.

use kadans_proto::v1::{self, ListVendorsResponse};

use crate::{
    auth::{caller::Caller, url_token::TokenKind},
    rpc::{error::RpcError, read::Reader},
    store::{
        Store,
        accounts::{self, Edition},
    },
};

/// A kind of telephone system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vendor {
    /// Odigo.
    Odigo,
    /// Any other, with a program that pushes.
    Push,
}

impl Vendor {
    const ALL: [Self; 2] = [Self::Odigo, Self::Push];

    /// Its stable id.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Odigo => "odigo",
            Self::Push => "push",
        }
    }

    /// Its name as it writes it.
    const fn name(self) -> &'static str {
        match self {
            Self::Odigo => "Odigo",
            Self::Push => "Universal push API",
        }
    }

    /// What lets an integration of the vendor with this id report states.
    pub(super) fn token_kind(id: &str) -> TokenKind {
        if id == Self::Push.id() { TokenKind::ApiKey } else { TokenKind::NotificationUrl }
    }

    /// Whether integrations of the vendor with this id send a state as it begins, so that receipt less sent time tells
    /// how far clocks differ. What is pushed may come every few minutes, with the times at which states began.
    pub(crate) fn sends_at_once(id: &str) -> bool {
        id != Self::Push.id()
    }

    /// Refuses a web service for a vendor that has none.
    pub(super) fn check_web_service(id: &str, reader: &mut Reader, field: &str) {
        if id == Self::Push.id() {
            let description = "must not be given: what is pushed says by itself what a break is for";
            reader.refuse(field, "NOT_OF_THIS_VENDOR", description);
        }
    }

    const fn smallest_edition(self) -> Edition {
        match self {
            Self::Odigo | Self::Push => Edition::Advanced,
        }
    }

    /// Reads an id. `None` if there is no such vendor, which is noted.
    pub(super) fn read(reader: &mut Reader, field: &str, id: &str) -> Option<Self> {
        let vendor = Self::ALL.into_iter().find(|vendor| vendor.id() == id);
        if vendor.is_none() {
            let known: Vec<&str> = Self::ALL.into_iter().map(Self::id).collect();
            reader.refuse(field, "UNKNOWN_VENDOR", format!("must be the id of a vendor: {}", known.join(", ")));
        }
        vendor
    }

    /// Refuses an edition that does not include the vendor.
    pub(super) fn require_included(self, edition: Edition) -> Result<(), RpcError> {
        if self.is_included(edition) {
            return Ok(());
        }
        let message = format!(
            "{} is not part of your edition: change to {}",
            self.name(),
            self.editions().map(display_name).collect::<Vec<_>>().join(" or ")
        );
        Err(RpcError::Precondition { reason: "EDITION_REQUIRED", message })
    }

    fn is_included(self, edition: Edition) -> bool {
        edition >= self.smallest_edition()
    }

    fn editions(self) -> impl Iterator<Item = Edition> {
        Edition::ALL.into_iter().filter(move |edition| self.is_included(*edition))
    }

    fn render(self, edition: Edition) -> v1::Vendor {
        v1::Vendor {
            id: self.id().to_owned(),
            name: self.name().to_owned(),
            data_types: data_types(),
            available: self.is_included(edition),
            editions: self.editions().map(|edition| wire(edition).into()).collect(),
        }
    }
}

/// What an integration imports; all vendors so far give both.
pub(super) fn data_types() -> Vec<i32> {
    vec![v1::DataType::AgentStatus.into(), v1::DataType::RealTimeAdherence.into()]
}

pub(super) async fn list(store: &Store, caller: &Caller) -> Result<ListVendorsResponse, RpcError> {
    let edition = accounts::get(store, caller.account).await?.edition;
    Ok(ListVendorsResponse { vendors: Vendor::ALL.into_iter().map(|vendor| vendor.render(edition)).collect() })
}

const fn wire(edition: Edition) -> v1::Edition {
    match edition {
        Edition::Basic => v1::Edition::Basic,
        Edition::Advanced => v1::Edition::Advanced,
        Edition::Enterprise => v1::Edition::Enterprise,
    }
}

const fn display_name(edition: Edition) -> &'static str {
    match edition {
        Edition::Basic => "Basic",
        Edition::Advanced => "Advanced",
        Edition::Enterprise => "Enterprise",
    }
}
