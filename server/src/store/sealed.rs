//! Every sealed secret in the database, to be sealed anew under another key.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, Value},
};
use uuid::Uuid;

use super::{
    Store, StoreError,
    entity::{signing_key, web_service},
};
use crate::domain::ids::{AccountId, IntegrationId};

/// Where a sealed secret is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The private half of a signing key.
    SigningKey(Uuid),
    /// The password of the web service of an integration.
    WebService(AccountId, IntegrationId),
}

/// A sealed secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedSecret {
    /// Where it is kept.
    pub drawer: Drawer,
    /// As it is stored.
    pub sealed: Vec<u8>,
}

impl Store {
    /// Every sealed secret; those of retired signing keys too.
    pub async fn sealed_secrets(&self) -> Result<Vec<SealedSecret>, StoreError> {
        let keys = signing_key::Entity::find().order_by_asc(signing_key::Column::Id).all(self.reader()).await?;
        let services =
            web_service::Entity::find().order_by_asc(web_service::Column::IntegrationId).all(self.reader()).await?;
        let keys = keys
            .into_iter()
            .map(|row| SealedSecret { drawer: Drawer::SigningKey(row.id), sealed: row.sealed_private_key });
        let services = services.into_iter().map(|row| {
            let drawer = Drawer::WebService(row.account_id.into(), row.integration_id.into());
            SealedSecret { drawer, sealed: row.sealed_password }
        });
        Ok(keys.chain(services).collect())
    }

    /// Puts secrets that were sealed anew in the place of the same secrets as they were, in one transaction; each is a
    /// secret as it was, and the new form. What somebody changed meanwhile stays as it is now.
    pub async fn reseal(&self, secrets: Vec<(SealedSecret, Vec<u8>)>) -> Result<(), StoreError> {
        self.write(move |transaction| {
            Box::pin(async move {
                for (SealedSecret { drawer, sealed }, anew) in secrets {
                    let anew = Expr::value(Value::from(anew));
                    match drawer {
                        Drawer::SigningKey(id) => {
                            use signing_key::Column;
                            signing_key::Entity::update_many()
                                .col_expr(Column::SealedPrivateKey, anew)
                                .filter(Column::Id.eq(id))
                                .filter(Column::SealedPrivateKey.eq(sealed))
                                .exec(transaction)
                                .await?;
                        }
                        Drawer::WebService(_, integration) => {
                            use web_service::Column;
                            web_service::Entity::update_many()
                                .col_expr(Column::SealedPassword, anew)
                                .filter(Column::IntegrationId.eq(integration.uuid()))
                                .filter(Column::SealedPassword.eq(sealed))
                                .exec(transaction)
                                .await?;
                        }
                    }
                }
                Ok(())
            })
        })
        .await
    }
}
