//! Calls by bare bytes: any method, any headers, and whatever the answer is.

use std::net::SocketAddr;

use bytes::{Buf as _, BufMut as _, Bytes};
use tonic::{
    Request, Status,
    client::Grpc,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
    codegen::http::uri::PathAndQuery,
    metadata::{Ascii, MetadataValue},
    transport::Channel,
};

/// A connection for calls by bare bytes.
#[derive(Clone, Debug)]
pub struct RawCalls(Channel);

impl RawCalls {
    /// Connects to the server at `address`.
    pub async fn connect(address: SocketAddr) -> Self {
        let endpoint = Channel::from_shared(format!("http://{address}")).expect("an address makes a URL");
        Self(endpoint.connect().await.unwrap())
    }

    /// Calls a method named as in `SessionService/SignIn` with an encoded message and these `authorization` headers;
    /// the first message of the answer. What kind of method it is makes no difference on the wire.
    pub async fn call(&self, method: &str, message: Vec<u8>, authorization: &[Header]) -> Result<Bytes, Status> {
        let path = PathAndQuery::try_from(format!("/kadans.v1.{method}")).expect("names of methods make a path");
        let mut request = Request::new(Bytes::from(message));
        for header in authorization {
            request.metadata_mut().append("authorization", header.clone());
        }
        let mut grpc = Grpc::new(self.0.clone());
        grpc.ready().await.map_err(|error| Status::from_error(error.into()))?;
        let mut answer = grpc.server_streaming(request, path, BytesCodec).await?.into_inner();
        answer.message().await?.ok_or_else(|| Status::ok("the answer has no message"))
    }
}

/// The value of a header.
pub type Header = MetadataValue<Ascii>;

/// The header that carries this token.
pub fn bearer(token: &str) -> Header {
    header(&format!("Bearer {token}"))
}

/// A header of these bytes.
pub fn header(value: &str) -> Header {
    MetadataValue::try_from(value.as_bytes()).expect("tests write what a header takes")
}

/// Leaves messages as they are.
#[derive(Clone, Copy, Debug)]
struct BytesCodec;

impl Codec for BytesCodec {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for BytesCodec {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, message: Bytes, into: &mut EncodeBuf<'_>) -> Result<(), Status> {
        into.put(message);
        Ok(())
    }
}

impl Decoder for BytesCodec {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        Ok(Some(from.copy_to_bytes(from.remaining())))
    }
}
