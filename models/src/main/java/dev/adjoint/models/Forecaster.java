package dev.adjoint.models;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Tensor;

/// A network that forecasts quantiles, with bands that can be calibrated after training: in
/// inference the distance of each quantile from the median is multiplied by the stretch of its
/// band.
///
/// `ŷ_q = m + s_b · (y_q − m)`, where m is the median and b the band of q. The factors s are 1
/// until [#calibrate] sets them; training does not use them.
///
/// Calibration is conformal (Romano, Patterson and Candès 2019): s_b is the quantile, at the part
/// that the band claims to cover, of the scores of held-out values, see [#score].
///
/// **Shapes**: x `[N, T, channels]`, result `[N, H, Q]`, rising along the last axis.
///
/// @param network from x to quantiles that do not cross
/// @param stretch s, `[Q / 2]`, from the narrowest band to the widest
public record Forecaster(Layer network, Buffer stretch) implements Layer {

  /// A network whose bands are not calibrated yet.
  ///
  /// @param network from x to Q quantiles
  /// @param quantiles Q, odd
  public static Forecaster of(Layer network, int quantiles) {
    return new Forecaster(network, Buffer.of(Tensor.ones(quantiles / 2)));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = network.forward(x, pass);
    return pass instanceof Pass.Training ? y : stretched(y, stretch.value().toFloatArray());
  }

  /// Quantiles whose bands are stretched. A wider band never ends inside a narrower one.
  ///
  /// @param y quantiles that do not cross, `[…, Q]`
  /// @param factors s of each band, from the narrowest to the widest
  public static Tensor stretched(Tensor y, float... factors) {
    int bands = factors.length;
    Tensor median = y.slice(-1, bands, bands + 1);
    Tensor[] parts = new Tensor[2 * bands + 1];
    parts[bands] = median;
    for (int band = 0; band < bands; band++) {
      int high = bands + band + 1;
      int low = bands - band - 1;
      parts[high] =
          median.add(y.slice(-1, high, high + 1).subtract(median).multiply(factors[band]));
      parts[low] = median.add(y.slice(-1, low, low + 1).subtract(median).multiply(factors[band]));
      if (band > 0) {
        parts[high] = parts[high].maximum(parts[high - 1]);
        parts[low] = parts[low].minimum(parts[low + 1]);
      }
    }
    return Tensor.concat(-1, parts);
  }

  /// Sets the stretch of each band.
  ///
  /// @param factors from the narrowest band to the widest, each at least 0
  public void calibrate(float... factors) {
    if (factors.length != stretch.shape().size(0)) {
      throw new IllegalArgumentException(
          "forecaster: there are %d bands but %d factors; give one for each band"
              .formatted(stretch.shape().size(0), factors.length));
    }
    stretch.assign(Tensor.of(factors));
  }

  /// How many times the half band is between the median and a value: the factor by which the band
  /// must be stretched to end at the value.
  ///
  /// @param y quantiles of one forecast step, Q
  /// @param offset of the first of them
  /// @param quantiles Q
  /// @param band counted from the narrowest
  /// @param value what came; NaN gives NaN
  public static double score(float[] y, int offset, int quantiles, int band, float value) {
    int middle = offset + quantiles / 2;
    float median = y[middle];
    float edge = y[middle + (value < median ? -1 : 1) * (band + 1)];
    return Math.abs((double) value - median) / Math.abs((double) edge - median);
  }
}
