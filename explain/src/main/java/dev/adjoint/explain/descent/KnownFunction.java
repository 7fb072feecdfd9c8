package dev.adjoint.explain.descent;

import java.util.Locale;

/// The usual test functions for optimizers, each with a suitable start.
public enum KnownFunction {
  /// A round bowl with its minimum 0 at (0, 0).
  SPHERE("x^2 + y^2", -3, 4),
  /// A bowl with its minimum 1 at (−1, 0).
  BOWL("x^2 + y^2 + 2*x + 2", 1, 4),
  /// A valley twenty times steeper on one axis; minimum 0 at (0, 0).
  VALLEY("x^2/20 + y^2", -7, 2),
  /// A curved valley (Rosenbrock 1960) with its minimum 0 at (1, 1).
  ROSENBROCK("(1 - x)^2 + 100*(y - x^2)^2", -1.2, 1),
  /// Four minima of 0 (Himmelblau 1972), one of them at (3, 2).
  HIMMELBLAU("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 0, 0),
  /// Flat, with a steep step (Beale 1958); minimum 0 at (3, 0.5).
  BEALE("(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", 1, 1.5),
  /// A saddle without a minimum; its gradient is zero at (0, 0).
  SADDLE("x^2 - y^2", -2, 0.01),
  /// Many small minima (Rastrigin 1974); the lowest is 0 at (0, 0).
  RASTRIGIN("20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)", 0.8, -0.7);

  private final String formula;
  private final double x;
  private final double y;

  KnownFunction(String formula, double x, double y) {
    this.formula = formula;
    this.x = x;
    this.y = y;
  }

  /// The function of x and y.
  public Formula formula() {
    return Formula.of(formula);
  }

  /// The usual start.
  public double[] start() {
    return new double[] {x, y};
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
