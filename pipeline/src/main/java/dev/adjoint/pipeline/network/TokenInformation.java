package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataSet;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// How much each token tells about the class of a text: the root mean square, over the classes of
/// all training texts, of the logarithms of how much more often a class occurs with token t:
///
/// ```
/// Iₜ = √(Σ_c p(c) · ln²(pₜ(c) / p(c)))     pₜ(c) = (nₜ(c) + k·p(c)) / (nₜ + k)
/// ```
///
/// for nₜ texts with the token, nₜ(c) of class c, and k classes; adding k texts of the usual
/// classes keeps rare tokens from seeming to tell much. The logarithms are those of naive Bayes, by
/// which Wang and Manning (2012) scale the inputs of a linear model.
final class TokenInformation {

  /// The factor of a token that tells nothing, so that training can still use it.
  private static final double LEAST = 0.1;

  private TokenInformation() {}

  /// Multiplies the importance of each token by `0.1 + Iₜ`. Leaves it as it is where the target is
  /// no class.
  ///
  /// @param importance `[vocabulary]`
  /// @param samples tokens and a class for each
  static void start(Parameter importance, DataSet samples) {
    if (samples.target().elementType().isFloating() || samples.target().shape().rank() != 1) {
      return;
    }
    float[] weights = importance.value().toFloatArray();
    double[] told = told(samples, weights.length);
    for (int token = 0; token < weights.length; token++) {
      weights[token] = (float) (weights[token] * (LEAST + told[token]));
    }
    importance.replace(Tensor.of(weights, Shape.of(weights.length)));
  }

  /// Iₜ of each token; a token that occurs several times in a text counts once.
  private static double[] told(DataSet samples, int vocabulary) {
    int classes = samples.classes().size();
    int[] labels = samples.target().toIntArray();
    long[] tokens = samples.features().to(ElementType.I64).toLongArray();
    int length = tokens.length / labels.length;
    int[][] counts = new int[classes][vocabulary];
    int[] last = new int[vocabulary];
    int[] all = new int[classes];
    for (int row = 0; row < labels.length; row++) {
      all[labels[row]]++;
      for (int i = 0; i < length; i++) {
        int token = (int) tokens[row * length + i];
        if (last[token] != row + 1) {
          last[token] = row + 1;
          counts[labels[row]][token]++;
        }
      }
    }
    double[] told = new double[vocabulary];
    for (int token = 0; token < vocabulary; token++) {
      int texts = 0;
      for (int c = 0; c < classes; c++) {
        texts += counts[c][token];
      }
      double squares = 0;
      for (int c = 0; c < classes; c++) {
        double usual = (double) all[c] / labels.length;
        if (usual > 0) {
          double here = (counts[c][token] + classes * usual) / (texts + classes);
          double ratio = StrictMath.log(here / usual);
          squares += usual * ratio * ratio;
        }
      }
      told[token] = Math.sqrt(squares);
    }
    return told;
  }
}
