package dev.adjoint.pipeline.attribution;

/// Slopes of an output for each input, and their products with the distance from the baseline.
final class Slopes {

  private final double[] gradients;
  private final double[] squares;
  private final double[] products;

  Slopes(int count) {
    gradients = new double[count];
    squares = new double[count];
    products = new double[count];
  }

  /// @param gradient the slope for the input itself
  void add(int input, double weight, double gradient, double distance) {
    gradients[input] += weight * gradient;
    products[input] += weight * gradient * distance;
  }

  /// @param gradient the slope for one number of a vector that stands for the input
  void addOfVector(int input, double weight, double gradient, double distance) {
    squares[input] += weight * gradient * gradient;
    products[input] += weight * gradient * distance;
  }

  /// The slope of each input. For one that a vector stands for, the length of the vector's
  /// gradient.
  double[] gradients() {
    double[] all = gradients.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] += Math.sqrt(squares[i]);
    }
    return all;
  }

  /// Slope times distance of each input.
  double[] products() {
    return products.clone();
  }
}
