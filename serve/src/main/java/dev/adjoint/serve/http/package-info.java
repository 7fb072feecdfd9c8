/// The HTTP core: the checks that every request passes before a handler sees it.
///
/// - [WebServer] listens, reads and answers; [Limits] says how much it accepts from a client.
/// - [Guard] accepts only requests that are meant for this server: it checks host, origin and
///   token.
/// - [Routes] is the fixed table of [Route]s; no address ever becomes a path of the disk.
/// - A handler takes a [Request] and returns an [Answer], or throws a [Refusal], which becomes an
///   error of the form `{"error": "…"}`.
/// - [HostNames] gives the names under which an address is reached.
/// - [Json] reads and writes bodies; [Access] is one line of the access log.
@NullMarked
package dev.adjoint.serve.http;

import org.jspecify.annotations.NullMarked;
