package dev.adjoint.nn.quantize;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;

/// A weight `[out, in]` in whole numbers of 8 bits, with one scale for each output: `W[o, i] ≈
/// scale[o] · q[o, i]` with q within −127 … 127.
final class Int8Matrix {

  private static final int MOST = 127;

  private final int out;
  private final int in;
  private final byte[] q;
  private final float[] scales;

  private Int8Matrix(int out, int in) {
    this.out = out;
    this.in = in;
    this.q = new byte[Math.multiplyExact(out, in)];
    this.scales = new float[out];
  }

  /// The nearest whole numbers, where the largest number of a row becomes 127.
  static Int8Matrix of(Tensor weight) {
    float[] numbers = weight.toFloatArray();
    Int8Matrix matrix = new Int8Matrix(weight.shape().size(0), weight.shape().size(1));
    for (int o = 0; o < matrix.out; o++) {
      matrix.scales[o] = quantize(numbers, o * matrix.in, matrix.in, matrix.q, o * matrix.in);
    }
    return matrix;
  }

  int out() {
    return out;
  }

  int in() {
    return in;
  }

  /// How many bytes the weight takes.
  long bytes() {
    return q.length + 4L * scales.length;
  }

  /// Writes the nearest whole numbers of a row.
  ///
  /// @return the scale, 1 for a row of zeros
  private static float quantize(float[] row, int from, int count, byte[] to, int at) {
    float largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(row[from + i]));
    }
    if (!(largest < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "quantize: a number is not finite; look for NaN or infinity in the weights and the input");
    }
    float scale = largest < Float.MIN_NORMAL ? 1 : largest / MOST;
    for (int i = 0; i < count; i++) {
      to[at + i] = (byte) Math.clamp(Math.rint(row[from + i] / scale), -MOST, MOST);
    }
    return scale;
  }

  /// `x · Wᵀ`, where each row of x gets a scale of its own: products of whole numbers, summed
  /// exactly, times both scales.
  ///
  /// @param x `[rows, in]`
  /// @return `[rows, out]`
  Tensor product(Tensor x) {
    float[] numbers = x.toFloatArray();
    int rows = x.shape().size(0);
    float[] y = new float[Math.multiplyExact(rows, out)];
    byte[] row = new byte[in];
    for (int n = 0; n < rows; n++) {
      float scale = quantize(numbers, n * in, in, row, 0);
      for (int o = 0; o < out; o++) {
        y[n * out + o] = dot(row, o * in) * scale * scales[o];
      }
    }
    return Tensor.of(y, Shape.of(rows, out));
  }

  /// In 32 bits; 127·127·in stays below 2³¹ up to 133,000 inputs.
  private int dot(byte[] row, int at) {
    int sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * q[at + i];
    }
    return sum;
  }
}
