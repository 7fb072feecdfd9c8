package dev.adjoint.nn.optim;

/// A loss and its gradient for all parameters in one array.
record LossAndGradient(double loss, double[] gradient) {

  boolean isFinite() {
    return Double.isFinite(loss) && Double.isFinite(largest());
  }

  /// The largest size of an element of the gradient; NaN if one is NaN.
  double largest() {
    return CurvaturePairs.largest(gradient);
  }
}
