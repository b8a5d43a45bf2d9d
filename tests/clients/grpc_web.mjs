// grpc-web, the first client of that protocol: frames in binary, and in base64 (`grpc-web-text`). It shows the messages
// of a stream as they come in base64 alone, since an XMLHttpRequest gives binary bytes only when all of them have come.

import { EventEmitter, on } from "node:events";
import { create, fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import grpcWeb from "grpc-web";
import { XMLHttpRequest } from "w3c-xmlhttprequest";
import { StatusSchema } from "./gen/google/rpc/status_pb.js";
import { Failure } from "./journey.mjs";
import { descriptor } from "./methods.mjs";

// It is made for browsers and calls by their XMLHttpRequest.
globalThis.XMLHttpRequest = XMLHttpRequest;
// This one adds a listener to the connection it keeps with every call, which Node would warn of.
EventEmitter.defaultMaxListeners = 0;

/** The programs, by name. */
export const programs = (url) => ({
  "grpc-web binary": { call: over(url, "binary").call },
  "grpc-web text": over(url, "text"),
});

function over(url, format) {
  const client = new grpcWeb.GrpcWebClientBase({ format });
  const headers = (token) => (token ? { authorization: `Bearer ${token}` } : {});
  return {
    async call(name, request, token) {
      const { message, method } = prepared(name, request, grpcWeb.MethodType.UNARY);
      const answer = await client.unaryCall(`${url}/${name}`, message, headers(token), method).catch(told);
      return toJson(descriptor(name).output, answer);
    },
    async *watch(name, request, token, signal) {
      const { message, method } = prepared(name, request, grpcWeb.MethodType.SERVER_STREAMING);
      const stream = client.serverStreaming(`${url}/${name}`, message, headers(token), method);
      const events = new EventEmitter();
      for (const kind of ["data", "error", "end"]) stream.on(kind, (event) => events.emit(kind, event));
      try {
        for await (const [event] of on(events, "data", { close: ["end"], signal })) {
          yield toJson(descriptor(name).output, event);
        }
      } catch (error) {
        told(error);
      } finally {
        // What comes after somebody stopped to listen, such as the error of a broken connection, is nobody's business.
        events.on("error", () => {});
        stream.cancel();
      }
    },
  };
}

/** A request with the descriptor that grpc-web wants of its method. */
function prepared(name, request, type) {
  const { input, output } = descriptor(name);
  const Message = function Message() {};
  const serialize = (message) => toBinary(input, message);
  const deserialize = (bytes) => fromBinary(output, bytes);
  const method = new grpcWeb.MethodDescriptor(`/${name}`, type, Message, Message, serialize, deserialize);
  return { method, message: fromJson(input, request) };
}

function told(error) {
  if (!(error instanceof grpcWeb.RpcError)) throw error;
  const details = error.metadata["grpc-status-details-bin"];
  const status = details ? fromBinary(StatusSchema, Buffer.from(details, "base64")) : create(StatusSchema);
  const named = status.details.map(({ typeUrl, value }) => ({ type: typeUrl.split("/").at(-1), value }));
  throw new Failure(error.code, error.message, named);
}
