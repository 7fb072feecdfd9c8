package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Floats;
import org.jspecify.annotations.Nullable;

/// The F32 work with the Vector API; everything else goes to [ScalarKernels].
///
/// Only loaded where the module `jdk.incubator.vector` is there, see [ActiveKernels].
final class VectorKernels implements Kernels {
  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public String description() {
    return "vector " + Lanes.FLOATS.vectorBitSize() + " bit";
  }

  @Override
  public void unary(Unary f, View x, View y) {
    if (y.storage() instanceof Floats) {
      VectorUnary.run(f, x, y);
    } else {
      scalar.unary(f, x, y);
    }
  }

  @Override
  public void binary(Binary f, View a, View b, View y) {
    if (y.storage() instanceof Floats) {
      VectorBinary.run(f, a, b, y);
    } else {
      scalar.binary(f, a, b, y);
    }
  }

  @Override
  public void compare(Comparison f, View a, View b, View y) {
    if (a.storage() instanceof Floats) {
      VectorCompare.run(f, a, b, y);
    } else {
      scalar.compare(f, a, b, y);
    }
  }

  @Override
  public void where(View condition, View a, View b, View y) {
    if (y.storage() instanceof Floats) {
      VectorWhere.run(condition, a, b, y);
    } else {
      scalar.where(condition, a, b, y);
    }
  }

  @Override
  public void copy(View x, View y) {
    scalar.copy(x, y);
  }

  @Override
  public void add(View x, View y) {
    if (!(y.storage() instanceof Floats) || !VectorBinary.add(x, y)) {
      scalar.add(x, y);
    }
  }

  @Override
  public void fill(View y, Number value) {
    scalar.fill(y, value);
  }

  @Override
  public void reduce(Reduction f, View x, View y, int outer, int length, int inner) {
    if (y.storage() instanceof Floats) {
      VectorReduce.run(f, x, y, outer, length, inner);
    } else {
      scalar.reduce(f, x, y, outer, length, inner);
    }
  }

  @Override
  public void argReduce(boolean largest, View x, View y, int outer, int length, int inner) {
    scalar.argReduce(largest, x, y, outer, length, inner);
  }

  @Override
  public void cumulate(Reduction f, View x, View y, int outer, int length, int inner) {
    scalar.cumulate(f, x, y, outer, length, inner);
  }

  @Override
  public void sort(
      boolean descending, View x, View values, View indices, int outer, int length, int inner) {
    scalar.sort(descending, x, values, indices, outer, length, inner);
  }

  @Override
  public void gather(View x, View index, View y, int outer, int length, int count, int inner) {
    scalar.gather(x, index, y, outer, length, count, inner);
  }

  @Override
  public void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    scalar.scatterAdd(x, index, y, outer, length, count, inner);
  }

  @Override
  public void select(View x, View index, View y, int outer, int length, int count, int inner) {
    scalar.select(x, index, y, outer, length, count, inner);
  }

  @Override
  public void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    if (y.storage() instanceof Floats) {
      ScatterAdd.selectAdd(VectorBinary::addRun, x, index, y, outer, length, count, inner);
    } else {
      scalar.selectAdd(x, index, y, outer, length, count, inner);
    }
  }

  @Override
  public void softmax(View x, View y, int rows, int length) {
    if (y.storage() instanceof Floats) {
      VectorSoftmax.run(false, x, y, rows, length);
    } else {
      scalar.softmax(x, y, rows, length);
    }
  }

  @Override
  public void logSoftmax(View x, View y, int rows, int length) {
    if (y.storage() instanceof Floats) {
      VectorSoftmax.run(true, x, y, rows, length);
    } else {
      scalar.logSoftmax(x, y, rows, length);
    }
  }

  @Override
  public void crossEntropy(View x, View target, View y, int rows, int length) {
    if (y.storage() instanceof Floats) {
      VectorSoftmax.crossEntropy(x, target, y, rows, length);
    } else {
      scalar.crossEntropy(x, target, y, rows, length);
    }
  }

  @Override
  public void crossEntropyGradient(View x, View target, View g, View y, int rows, int length) {
    if (y.storage() instanceof Floats) {
      VectorSoftmax.crossEntropyGradient(x, target, g, y, rows, length);
    } else {
      scalar.crossEntropyGradient(x, target, g, y, rows, length);
    }
  }

  @Override
  public void matmul(View a, View b, View c) {
    VectorMatmul.run(a, b, c);
  }

  @Override
  public void requireWithin(View index, int size, OutsideRange outside) {
    scalar.requireWithin(index, size, outside);
  }

  @Override
  public void convolution(Convolution how, View x, View weight, @Nullable View bias, View y) {
    scalar.convolution(how, x, weight, bias, y);
  }

  @Override
  public void convolutionData(Convolution how, View g, View weight, View dx) {
    scalar.convolutionData(how, g, weight, dx);
  }

  @Override
  public void convolutionWeight(Convolution how, View g, View x, View dw) {
    scalar.convolutionWeight(how, g, x, dw);
  }

  @Override
  public void descend(View[] values, View[] gradients, double rate, double decay) {
    if (allFloats(values)) {
      VectorUpdate.descend(values, gradients, rate, decay);
    } else {
      scalar.descend(values, gradients, rate, decay);
    }
  }

  @Override
  public void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step) {
    if (allFloats(values)) {
      VectorUpdate.momentum(values, gradients, buffers, step);
    } else {
      scalar.momentum(values, gradients, buffers, step);
    }
  }

  @Override
  public void adam(View[] values, View[] gradients, View[] means, View[] squares, AdamStep step) {
    if (allFloats(values)) {
      VectorUpdate.adam(values, gradients, means, squares, step);
    } else {
      scalar.adam(values, gradients, means, squares, step);
    }
  }

  @Override
  public double squaredNorm(View[] arrays) {
    return ScalarUpdate.squaredNorm(arrays, VectorUpdate::squares);
  }

  private static boolean allFloats(View[] arrays) {
    for (View array : arrays) {
      if (!(array.storage() instanceof Floats)) {
        return false;
      }
    }
    return true;
  }
}
