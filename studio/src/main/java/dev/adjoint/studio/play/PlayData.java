package dev.adjoint.studio.play;

import dev.adjoint.data.generate.GeneratedSet;
import java.util.Optional;

/// The sources of the points on the page Play.
public enum PlayData {
  /// Four quarters of a square.
  XOR(GeneratedSet.XOR),
  /// One circle inside another.
  CIRCLES(GeneratedSet.CIRCLES),
  /// Two half circles.
  MOONS(GeneratedSet.MOONS),
  /// Two spirals.
  SPIRALS(GeneratedSet.SPIRALS),
  /// Three clouds.
  BLOBS(GeneratedSet.BLOBS),
  /// A number that grows along a plane.
  PLANE(GeneratedSet.PLANE),
  /// The points that were drawn with the mouse.
  DRAWN(null),
  /// The table that was uploaded.
  TABLE(null);

  private final Optional<GeneratedSet> set;

  PlayData(@org.jspecify.annotations.Nullable GeneratedSet set) {
    this.set = Optional.ofNullable(set);
  }

  /// The generated set; empty for points of the user.
  public Optional<GeneratedSet> set() {
    return set;
  }
}
