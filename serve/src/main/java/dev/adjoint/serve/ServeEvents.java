package dev.adjoint.serve;

import dev.adjoint.serve.http.ServerEvents;

/// Receives what happens in a prediction server.
public interface ServeEvents extends ServerEvents {

  /// Ignores everything.
  ServeEvents NONE = new ServeEvents() {};

  /// Something happened that the operator should know, such as that a new run was loaded.
  ///
  /// @param sentence what happened
  default void noted(String sentence) {}
}
