package dev.adjoint.nn.position;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// Numbers added to the scores of attention that grow smaller with the distance of query and key:
/// `−m[h] · |i − j|`, where head h of H has the slope `m[h] = 2^(−8(h + 1)/H)` (Press et al. 2022).
/// Sequences may be longer than in training.
///
/// ```java
/// attention.forward(x, x, x, new Alibi(heads).mask(type, steps, steps))
/// ```
///
/// **Shapes**: the mask is `[heads, L, S]`.
///
/// **Gradient**: none; the mask is fixed.
///
/// PyTorch does not have it.
///
/// @param heads H, a power of two as in the paper
public record Alibi(int heads) {

  /// Checks the number of heads.
  public Alibi {
    Require.size("alibi", "the number of heads", heads, "8 is usual");
    if (Integer.bitCount(heads) != 1) {
      throw new IllegalArgumentException(
          "alibi: the number of heads is %d but must be a power of two; 8 is usual"
              .formatted(heads));
    }
  }

  /// What is added to the scores of L queries, which are the last of S keys.
  public Tensor mask(ElementType type, int queries, int keys) {
    Require.size("alibi", "the number of queries", queries, "give the steps of the query");
    Require.size("alibi", "the number of keys", keys, "give the steps of the key");
    double[] numbers = new double[heads * queries * keys];
    for (int h = 0; h < heads; h++) {
      double slope = StrictMath.pow(2, -8.0 * (h + 1) / heads);
      for (int i = 0; i < queries; i++) {
        for (int j = 0; j < keys; j++) {
          int distance = Math.abs(i + keys - queries - j);
          numbers[(h * queries + i) * keys + j] = 0 - slope * distance;
        }
      }
    }
    return Tensor.of(ElementType.F64, numbers, Shape.of(heads, queries, keys)).to(type);
  }
}
