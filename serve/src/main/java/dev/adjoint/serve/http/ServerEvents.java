package dev.adjoint.serve.http;

/// Receives what happens in a server.
public interface ServerEvents {

  /// Ignores everything.
  ServerEvents NONE = new ServerEvents() {};

  /// A request was answered.
  ///
  /// @param access the line of the access log
  default void answered(Access access) {}

  /// A handler failed because of a bug in this program; the client got status 500 without details.
  ///
  /// @param route the pattern of the route
  default void failed(String route, Throwable failure) {}
}
