package dev.adjoint.serve.http;

/// What a server tells about its work.
public interface ServerEvents {

  /// Tells nothing.
  ServerEvents NONE = new ServerEvents() {};

  /// A request was answered.
  ///
  /// @param access the line of the access log
  default void answered(Access access) {}

  /// A handler failed by a mistake of this program; the client got status 500 without details.
  ///
  /// @param route the pattern of the route
  default void failed(String route, Throwable failure) {}
}
