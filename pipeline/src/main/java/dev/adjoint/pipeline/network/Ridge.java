package dev.adjoint.pipeline.network;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Ridge regression: the linear model `y = x · w + c` with the least penalised squared error,
///
/// ```
/// Σᵢ sᵢ · (yᵢ − xᵢ · w − c)² + λ · ‖w‖²
/// ```
///
/// for samples i of weight sᵢ. The penalty λ is the one of 13 values, `S · 10⁻⁵ … S · 10` where S
/// is the sum of the sample weights, with the least generalised cross-validation (Golub, Heath and
/// Wahba 1979):
///
/// ```
/// GCV(λ) = (RSS / n) / (1 − df / n)²,  df = 1 + tr(X (XᵀX + λI)⁻¹ Xᵀ)
/// ```
///
/// One decomposition `XᵀX = V·diag(d)·Vᵀ` gives the weights `V·(Vᵀ·Xᵀy / (d + λ))` and `df = 1 + Σ
/// d/(d + λ)` for every penalty. Everything is computed in F64 in a fixed order, so the same
/// samples give the same bits.
///
/// @param weights one for each input
/// @param intercept c
/// @param penalty the λ that was chosen
record Ridge(double[] weights, double intercept, double penalty) {

  /// The time of a solution grows with the cube of the number of inputs.
  static final int MOST_INPUTS = 500;

  private static final int PENALTIES = 13;
  private static final double LEAST = 1e-5;

  /// The solution for some samples.
  ///
  /// @param x the samples, one after another
  /// @param y the target of each, in the unit in which it is trained
  /// @param sampleWeights of each, at least 0
  /// @return empty when there are more than 500 inputs, too few samples, or numbers that are not
  ///   finite
  static Optional<Ridge> of(double[] x, double[] y, double[] sampleWeights) {
    int n = y.length;
    int inputs = n == 0 ? 0 : x.length / n;
    double total = sum(sampleWeights);
    if (n < 3 || inputs == 0 || inputs > MOST_INPUTS || !(total > 0)) {
      return Optional.empty();
    }
    Moments moments = Moments.of(x, y, sampleWeights, inputs, total);
    if (!Double.isFinite(sum(moments.gram()) + sum(moments.products()) + moments.square())) {
      return Optional.empty();
    }
    Linalg.Eigh gram =
        Linalg.eigh(Tensor.of(ElementType.F64, moments.gram(), Shape.of(inputs, inputs)));
    double[] values = gram.eigenvalues().toDoubleArray();
    Tensor turned =
        gram.eigenvectors().transpose().matmul(Tensor.of(ElementType.F64, moments.products()));
    Ridge best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < PENALTIES; i++) {
      double penalty = total * LEAST * StrictMath.pow(10, i / 2.0);
      Tensor scaled = turned.divide(gram.eigenvalues().add(penalty));
      double[] weights = gram.eigenvectors().matmul(scaled).toDoubleArray();
      double freedom = 1;
      for (double value : values) {
        freedom += Math.max(value, 0) / (Math.max(value, 0) + penalty);
      }
      double score = moments.error(weights) / ((1 - freedom / n) * (1 - freedom / n));
      if (freedom < n && score < least) {
        least = score;
        best = new Ridge(weights, moments.intercept(weights), penalty);
      }
    }
    return Optional.ofNullable(best);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /// Sums over the samples, around the means.
  ///
  /// @param gram `XᵀX`, its lower triangle
  /// @param products `Xᵀy`
  /// @param square `yᵀy`
  private record Moments(
      double[] means, double mean, double[] gram, double[] products, double square) {

    static Moments of(double[] x, double[] y, double[] sampleWeights, int inputs, double total) {
      double[] means = new double[inputs];
      double mean = 0;
      for (int i = 0; i < y.length; i++) {
        double part = sampleWeights[i] / total;
        mean += part * y[i];
        for (int j = 0; j < inputs; j++) {
          means[j] += part * x[i * inputs + j];
        }
      }
      double[] gram = new double[inputs * inputs];
      double[] products = new double[inputs];
      double square = 0;
      double[] row = new double[inputs];
      for (int i = 0; i < y.length; i++) {
        double rest = y[i] - mean;
        for (int j = 0; j < inputs; j++) {
          row[j] = x[i * inputs + j] - means[j];
        }
        for (int j = 0; j < inputs; j++) {
          double scaled = sampleWeights[i] * row[j];
          products[j] += scaled * rest;
          for (int k = 0; k <= j; k++) {
            gram[j * inputs + k] += scaled * row[k];
          }
        }
        square += sampleWeights[i] * rest * rest;
      }
      return new Moments(means, mean, gram, products, square);
    }

    double intercept(double[] weights) {
      double sum = mean;
      for (int j = 0; j < weights.length; j++) {
        sum -= weights[j] * means[j];
      }
      return sum;
    }

    /// The sum of squared errors, `yᵀy − 2 wᵀXᵀy + wᵀXᵀX w`, at least 0.
    double error(double[] weights) {
      double sum = square;
      for (int j = 0; j < weights.length; j++) {
        double product = gram[j * weights.length + j] * weights[j];
        for (int k = 0; k < j; k++) {
          product += 2 * gram[j * weights.length + k] * weights[k];
        }
        sum += weights[j] * (product - 2 * products[j]);
      }
      return Math.max(sum, 0);
    }
  }
}
