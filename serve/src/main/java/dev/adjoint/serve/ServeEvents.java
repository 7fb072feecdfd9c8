package dev.adjoint.serve;

import dev.adjoint.serve.http.ServerEvents;

/// What a prediction server tells about its work.
public interface ServeEvents extends ServerEvents {

  /// Tells nothing.
  ServeEvents NONE = new ServeEvents() {};

  /// Something happened that a person who runs the server wants to know, such as that a new run was
  /// taken up.
  ///
  /// @param sentence what happened
  default void noted(String sentence) {}
}
