package dev.adjoint.plot.picture;

/// Which part of a text stands at its point.
public enum Align {
  START,
  MIDDLE,
  END
}
