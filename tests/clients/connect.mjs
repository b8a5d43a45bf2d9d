// Connect for JavaScript: gRPC-web over fetch as browsers do, gRPC-web and gRPC as Node does.
import { fromJson, toJson } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { createGrpcTransport, createGrpcWebTransport as createNodeGrpcWebTransport } from "@connectrpc/connect-node";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { Failure } from "./journey.mjs";
import { descriptor } from "./methods.mjs";

/** The programs, by name. */
export const programs = (baseUrl) => ({
  "connect-web grpc-web": over(createGrpcWebTransport({ baseUrl })),
  "connect-node grpc-web over HTTP/1.1": over(createNodeGrpcWebTransport({ baseUrl, httpVersion: "1.1" })),
  "connect-node grpc-web over HTTP/2": over(createNodeGrpcWebTransport({ baseUrl, httpVersion: "2" })),
  "connect-node grpc": over(createGrpcTransport({ baseUrl })),
});

function over(transport) {
  const headers = (token) => (token ? { authorization: `Bearer ${token}` } : {});
  return {
    async call(name, request, token) {
      const method = descriptor(name);
      const message = fromJson(method.input, request);
      const answer = await transport.unary(method, undefined, undefined, headers(token), message).catch(told);
      return toJson(method.output, answer.message);
    },
    async *watch(name, request, token, signal) {
      const method = descriptor(name);
      const messages = (async function* () {
        yield fromJson(method.input, request);
      })();
      try {
        const answer = await transport.stream(method, signal, undefined, headers(token), messages);
        for await (const message of answer.message) yield toJson(method.output, message);
      } catch (error) {
        told(error);
      }
    },
  };
}

function told(error) {
  if (!(error instanceof ConnectError)) throw error;
  throw new Failure(error.code, error.rawMessage, error.details);
}
