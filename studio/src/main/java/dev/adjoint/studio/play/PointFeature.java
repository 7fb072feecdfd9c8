package dev.adjoint.studio.play;

import java.util.function.DoubleBinaryOperator;

/// A feature of a point (x, y) that the network can read.
public enum PointFeature {
  /// x.
  X("x", (x, _) -> x),
  /// y.
  Y("y", (_, y) -> y),
  /// x².
  X_SQUARED("x²", (x, _) -> x * x),
  /// y².
  Y_SQUARED("y²", (_, y) -> y * y),
  /// x · y.
  PRODUCT("x·y", (x, y) -> x * y),
  /// sin(πx).
  SINE_X("sin πx", (x, _) -> StrictMath.sin(Math.PI * x)),
  /// sin(πy).
  SINE_Y("sin πy", (_, y) -> StrictMath.sin(Math.PI * y));

  private final String symbol;
  private final DoubleBinaryOperator function;

  PointFeature(String symbol, DoubleBinaryOperator function) {
    this.symbol = symbol;
    this.function = function;
  }

  /// The feature in symbols.
  public String symbol() {
    return symbol;
  }

  /// The feature of a point.
  public double of(double x, double y) {
    return function.applyAsDouble(x, y);
  }
}
