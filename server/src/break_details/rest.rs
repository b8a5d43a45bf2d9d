//! A web service over REST: JSON about an agent at an address of the agent's own.

use async_trait::async_trait;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::Full;
use parking_lot::Mutex;
use url::Url;
use zeroize::Zeroizing;

use super::{
    BreakDetails, Failure,
    network::{Answer, Network, Unreachable},
    password::Password,
};
use crate::odigo::web_service::{Authentication, Endpoints, answer};

/// The web service behind a URL. A token it gave is kept until it is refused.
#[derive(Debug)]
pub struct Rest {
    endpoints: Endpoints,
    credentials: HeaderValue,
    network: Network,
    /// Sensitive values: `Debug` does not show them.
    token: Mutex<Option<HeaderValue>>,
}

impl Rest {
    /// A web service that is asked with this password.
    pub fn new(endpoints: Endpoints, password: &Password, network: Network) -> Self {
        let plain = Zeroizing::new(format!("{}:{}", endpoints.username, password.reveal()));
        let encoded = Zeroizing::new(format!("Basic {}", *Zeroizing::new(STANDARD.encode(plain.as_bytes()))));
        let mut credentials = HeaderValue::from_str(&encoded).expect("base64 is made of letters of a header");
        credentials.set_sensitive(true);
        Self { endpoints, credentials, network, token: Mutex::new(None) }
    }

    async fn ask(&self, url: &Url) -> Result<Answer, Failure> {
        match self.endpoints.authentication {
            Authentication::Basic => self.get(url, header::AUTHORIZATION, self.credentials.clone()).await,
            Authentication::BasicThenToken => {
                let kept = self.token.lock().clone();
                let is_kept = kept.is_some();
                let token = match kept {
                    Some(token) => token,
                    None => self.new_token().await?,
                };
                let answer = self.get(url, self.endpoints.token_header.clone(), token).await?;
                if answer.status != StatusCode::UNAUTHORIZED || !is_kept {
                    return Ok(answer);
                }
                // It held once, so it has expired.
                let token = self.new_token().await?;
                self.get(url, self.endpoints.token_header.clone(), token).await
            }
        }
    }

    async fn get(&self, url: &Url, name: header::HeaderName, value: HeaderValue) -> Result<Answer, Failure> {
        let mut request = Request::new(Full::default());
        request.headers_mut().insert(name, value);
        Ok(self.network.send(url, request).await?)
    }

    async fn new_token(&self) -> Result<HeaderValue, Failure> {
        *self.token.lock() = None;
        let mut request = Request::new(Full::new(Bytes::from_static(b"{}")));
        *request.method_mut() = Method::POST;
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::AUTHORIZATION, self.credentials.clone());
        let answer = self.network.send(&self.endpoints.token_url, request).await?;
        // The address has nothing in it but the tenant.
        if answer.status == StatusCode::NOT_FOUND {
            return Err(Failure::WrongTenant);
        }
        let body = good(&answer)?;
        let token = answer::token(body, &self.endpoints.token_pointer).map_err(|_| Failure::UnexpectedAnswer)?;
        let mut token = HeaderValue::from_str(&token).map_err(|_| Failure::UnexpectedAnswer)?;
        token.set_sensitive(true);
        *self.token.lock() = Some(token.clone());
        Ok(token)
    }
}

#[async_trait]
impl BreakDetails for Rest {
    async fn detail(&self, login: &str) -> Result<Option<String>, Failure> {
        let Some(url) = self.endpoints.agent_url(login) else { return Ok(None) };
        let answer = self.ask(&url).await?;
        if answer.status == StatusCode::NOT_FOUND {
            // The web service itself says in JSON that it does not know the agent; where the tenant is wrong, whatever
            // stands before it says so in its own way.
            let is_about_the_agent = answer.body.as_deref().is_some_and(answer::is_from_the_service);
            return if is_about_the_agent { Ok(None) } else { Err(Failure::WrongTenant) };
        }
        answer::detail(good(&answer)?, &self.endpoints.detail_pointer).map_err(|_| Failure::UnexpectedAnswer)
    }
}

/// The body of an answer that says what was asked.
fn good(answer: &Answer) -> Result<&[u8], Failure> {
    match answer.status {
        StatusCode::OK | StatusCode::CREATED => answer.body.as_deref().ok_or(Failure::UnexpectedAnswer),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Failure::WrongCredentials),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Err(Failure::Overloaded),
        status if status.is_server_error() => Err(Failure::Overloaded),
        _ => Err(Failure::UnexpectedAnswer),
    }
}

impl From<Unreachable> for Failure {
    fn from(_: Unreachable) -> Self {
        Self::Unreachable
    }
}
