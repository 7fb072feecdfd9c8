package dev.adjoint.plot.picture;

/// The part of a text that is placed at its point.
public enum Align {
  START,
  MIDDLE,
  END
}
