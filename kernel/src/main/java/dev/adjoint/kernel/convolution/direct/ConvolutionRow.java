package dev.adjoint.kernel.convolution.direct;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.reduce.LaneFold;
import java.util.Arrays;

/// A stretch of numbers in a separate array, so that the JVM's compiler vectorizes the loops over
/// it. It is the working memory of `DirectConvolution` in both precisions.
public sealed interface ConvolutionRow {

  /// Zeros, of the element type of `kind`.
  static ConvolutionRow of(Storage kind, int length) {
    return switch (kind) {
      case Floats _ -> new Singles(new float[length]);
      case Doubles _ -> new Wide(new double[length]);
      default -> throw new IllegalStateException("convolution: needs F32 or F64");
    };
  }

  /// The number of elements.
  int length();

  /// Sets `length` elements from `at` on to zero.
  void clear(int at, int length);

  /// Sets element `at + i`, for i below `length`, to element `first + i·step` of the `count`
  /// elements of x from `start` on, or to zero outside of them.
  void load(Storage x, int start, int count, int first, int step, int at, int length);

  /// Sets element i to the element of x at `position`.
  void set(int i, Storage x, int position);

  /// `this += factors[at] · x`, with one rounding for each element.
  void addScaled(Storage factors, int at, ConvolutionRow x);

  /// Adds `a[i] · b[i]` to element i, with one rounding, for i below `count`.
  void addProducts(ConvolutionRow a, ConvolutionRow b, int count);

  /// Writes the sum of the 16 elements to `at`. The elements are added in the order of the lanes of
  /// `Reduction`.
  void fold(Storage y, int at);

  /// `this += values[at]`.
  void add(Storage values, int at);

  /// `this + x`, in place.
  ConvolutionRow plus(ConvolutionRow x);

  /// Writes element i to `start + i·step`.
  void store(Storage y, int start, int step);

  /// F32.
  record Singles(float[] array) implements ConvolutionRow {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public void clear(int at, int length) {
      Arrays.fill(array, at, at + length, 0);
    }

    @Override
    public void load(Storage x, int start, int count, int first, int step, int at, int length) {
      float[] from = ((Floats) x).array();
      for (int i = 0; i < length; i++) {
        int read = first + i * step;
        array[at + i] = read >= 0 && read < count ? from[start + read] : 0;
      }
    }

    @Override
    public void set(int i, Storage x, int position) {
      array[i] = ((Floats) x).array()[position];
    }

    @Override
    public void addScaled(Storage factors, int at, ConvolutionRow x) {
      float factor = ((Floats) factors).array()[at];
      float[] other = ((Singles) x).array;
      for (int i = 0; i < array.length; i++) {
        array[i] = Math.fma(factor, other[i], array[i]);
      }
    }

    @Override
    public void addProducts(ConvolutionRow a, ConvolutionRow b, int count) {
      float[] left = ((Singles) a).array;
      float[] right = ((Singles) b).array;
      for (int i = 0; i < count; i++) {
        array[i] = Math.fma(left[i], right[i], array[i]);
      }
    }

    @Override
    public void fold(Storage y, int at) {
      ((Floats) y).array()[at] = LaneFold.sum(array, 0);
    }

    @Override
    public void add(Storage values, int at) {
      float value = ((Floats) values).array()[at];
      for (int i = 0; i < array.length; i++) {
        array[i] += value;
      }
    }

    @Override
    public ConvolutionRow plus(ConvolutionRow x) {
      float[] other = ((Singles) x).array;
      for (int i = 0; i < array.length; i++) {
        array[i] += other[i];
      }
      return this;
    }

    @Override
    public void store(Storage y, int start, int step) {
      float[] to = ((Floats) y).array();
      for (int i = 0; i < array.length; i++) {
        to[start + i * step] = array[i];
      }
    }
  }

  /// F64.
  record Wide(double[] array) implements ConvolutionRow {
    @Override
    public int length() {
      return array.length;
    }

    @Override
    public void clear(int at, int length) {
      Arrays.fill(array, at, at + length, 0);
    }

    @Override
    public void load(Storage x, int start, int count, int first, int step, int at, int length) {
      double[] from = ((Doubles) x).array();
      for (int i = 0; i < length; i++) {
        int read = first + i * step;
        array[at + i] = read >= 0 && read < count ? from[start + read] : 0;
      }
    }

    @Override
    public void set(int i, Storage x, int position) {
      array[i] = ((Doubles) x).array()[position];
    }

    @Override
    public void addScaled(Storage factors, int at, ConvolutionRow x) {
      double factor = ((Doubles) factors).array()[at];
      double[] other = ((Wide) x).array;
      for (int i = 0; i < array.length; i++) {
        array[i] = Math.fma(factor, other[i], array[i]);
      }
    }

    @Override
    public void addProducts(ConvolutionRow a, ConvolutionRow b, int count) {
      double[] left = ((Wide) a).array;
      double[] right = ((Wide) b).array;
      for (int i = 0; i < count; i++) {
        array[i] = Math.fma(left[i], right[i], array[i]);
      }
    }

    @Override
    public void fold(Storage y, int at) {
      ((Doubles) y).array()[at] = LaneFold.sum(array, 0);
    }

    @Override
    public void add(Storage values, int at) {
      double value = ((Doubles) values).array()[at];
      for (int i = 0; i < array.length; i++) {
        array[i] += value;
      }
    }

    @Override
    public ConvolutionRow plus(ConvolutionRow x) {
      double[] other = ((Wide) x).array;
      for (int i = 0; i < array.length; i++) {
        array[i] += other[i];
      }
      return this;
    }

    @Override
    public void store(Storage y, int start, int step) {
      double[] to = ((Doubles) y).array();
      for (int i = 0; i < array.length; i++) {
        to[start + i * step] = array[i];
      }
    }
  }
}
