/// The HTTP core: what every request passes before a handler sees it.
///
/// - [WebServer] listens, reads and answers; [Limits] says how much it takes from a client.
/// - [Guard] lets in only requests that are meant for this server: by host, origin and token.
/// - [Routes] is the fixed table of [Route]s; no address ever becomes a path of the disk.
/// - A handler takes a [Request] and gives an [Answer], or throws a [Refusal], which becomes the
///   one shape of errors `{"error": "…"}`.
/// - [Json] reads and writes bodies; [Access] is one line of the access log.
@NullMarked
package dev.adjoint.serve.http;

import org.jspecify.annotations.NullMarked;
