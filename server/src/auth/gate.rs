//! The gate: turns a call's credential into a caller, or refuses. Asked inside each handler, so that calls within the
//! process pass it too.

use tonic::metadata::MetadataMap;

use super::caller::{Caller, StateSource};
use crate::{rpc::error::RpcError, store::Store};

/// Checks credentials. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    #[expect(dead_code, reason = "read once credentials are checked")]
    store: Store,
}

impl Gate {
    /// The caller of `method` (as it stands in the access table), if the credential holds and has the role.
    pub async fn admit(&self, _metadata: &MetadataMap, _method: &str) -> Result<Caller, RpcError> {
        std::future::ready(()).await;
        Err(RpcError::Forbidden)
    }

    /// Whoever may report states: a URL token or a program with role service.
    pub async fn admit_source(&self, _metadata: &MetadataMap) -> Result<StateSource, RpcError> {
        std::future::ready(()).await;
        Err(RpcError::Forbidden)
    }
}
