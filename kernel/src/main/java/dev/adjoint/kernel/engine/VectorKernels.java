package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.LstmGradientLayout;
import dev.adjoint.kernel.LstmLayout;
import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.attention.VectorAttention;
import dev.adjoint.kernel.attention.VectorAttentionGradient;
import dev.adjoint.kernel.elementwise.BinaryRuns;
import dev.adjoint.kernel.elementwise.VectorCompare;
import dev.adjoint.kernel.elementwise.VectorUnary;
import dev.adjoint.kernel.elementwise.VectorWhere;
import dev.adjoint.kernel.index.ScatterAdd;
import dev.adjoint.kernel.matmul.MatmulChoice;
import dev.adjoint.kernel.normalization.ScalarLayerNorm;
import dev.adjoint.kernel.normalization.VectorBatchNorm;
import dev.adjoint.kernel.normalization.VectorLayerNorm;
import dev.adjoint.kernel.pooling.VectorAveragePool;
import dev.adjoint.kernel.pooling.VectorMaxPool;
import dev.adjoint.kernel.recurrent.VectorLstm;
import dev.adjoint.kernel.reduce.VectorReduce;
import dev.adjoint.kernel.softmax.VectorSoftmax;
import dev.adjoint.kernel.update.ScalarUpdate;
import dev.adjoint.kernel.update.VectorUpdate;
import dev.adjoint.kernel.vector.VectorLanes;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The F32 work with the Vector API; everything else goes to [ScalarKernels].
///
/// Only loaded where the module `jdk.incubator.vector` is there, see `ActiveKernels`.
public final class VectorKernels implements Kernels {
  private final ScalarKernels scalar = new ScalarKernels();

  @Override
  public String description() {
    return "vector " + VectorLanes.COUNT * Float.SIZE + " bit";
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
      BinaryRuns.run(f, a, b, y);
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
    if (!(y.storage() instanceof Floats) || !BinaryRuns.add(x, y)) {
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
      ScatterAdd.selectAdd(BinaryRuns::addRun, x, index, y, outer, length, count, inner);
    } else {
      scalar.selectAdd(x, index, y, outer, length, count, inner);
    }
  }

  @Override
  public void layerNorm(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View scale,
      int rows,
      int length) {
    if (x.storage() instanceof Floats) {
      VectorLayerNorm.run(x, gain, bias, epsilon, y, mean, scale, rows, length);
    } else {
      scalar.layerNorm(x, gain, bias, epsilon, y, mean, scale, rows, length);
    }
  }

  @Override
  public void layerNormGradient(
      View g,
      View x,
      View gain,
      View mean,
      View scale,
      View gx,
      View gGain,
      View gBias,
      int rows,
      int length) {
    if (x.storage() instanceof Floats) {
      ScalarLayerNorm.floats(
          g, x, gain, mean, scale, gx, gGain, gBias, rows, length, VectorLayerNorm::gradient);
    } else {
      scalar.layerNormGradient(g, x, gain, mean, scale, gx, gGain, gBias, rows, length);
    }
  }

  @Override
  public void batchNorm(
      View x,
      View gain,
      View bias,
      double epsilon,
      View y,
      View mean,
      View variance,
      int samples,
      int channels,
      int inner) {
    if (x.storage() instanceof Floats) {
      VectorBatchNorm.run(x, gain, bias, epsilon, y, mean, variance, samples, channels, inner);
    } else {
      scalar.batchNorm(x, gain, bias, epsilon, y, mean, variance, samples, channels, inner);
    }
  }

  @Override
  public void batchNormGiven(
      View x,
      View mean,
      View variance,
      View gain,
      View bias,
      double epsilon,
      View y,
      int samples,
      int channels,
      int inner) {
    if (x.storage() instanceof Floats) {
      VectorBatchNorm.given(x, mean, variance, gain, bias, epsilon, y, samples, channels, inner);
    } else {
      scalar.batchNormGiven(x, mean, variance, gain, bias, epsilon, y, samples, channels, inner);
    }
  }

  @Override
  public void batchNormGradient(
      View g,
      View x,
      View mean,
      View variance,
      View gain,
      double epsilon,
      View gx,
      View gGain,
      View gBias,
      int samples,
      int channels,
      int inner) {
    if (x.storage() instanceof Floats) {
      VectorBatchNorm.gradient(
          g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, inner);
    } else {
      scalar.batchNormGradient(
          g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, inner);
    }
  }

  @Override
  public void runningAverage(double keep, double weight, View x, View y) {
    scalar.runningAverage(keep, weight, x, y);
  }

  @Override
  public void maxPool(PoolWindows windows, View x, View y, View places) {
    if (x.storage() instanceof Floats) {
      VectorMaxPool.run(windows, x, y, places);
    } else {
      scalar.maxPool(windows, x, y, places);
    }
  }

  @Override
  public void maxPoolScatter(PoolWindows windows, View g, View places, View gx) {
    scalar.maxPoolScatter(windows, g, places, gx);
  }

  @Override
  public void maxPoolPick(PoolWindows windows, View x, View places, View y) {
    scalar.maxPoolPick(windows, x, places, y);
  }

  @Override
  public void averagePool(PoolWindows windows, boolean countPadding, int divisor, View x, View y) {
    if (y.storage() instanceof Floats) {
      VectorAveragePool.run(windows, countPadding, divisor, x, y);
    } else {
      scalar.averagePool(windows, countPadding, divisor, x, y);
    }
  }

  @Override
  public void averagePoolSpread(
      PoolWindows windows, boolean countPadding, int divisor, View g, View gx) {
    if (gx.storage() instanceof Floats) {
      VectorAveragePool.spread(windows, countPadding, divisor, g, gx);
    } else {
      scalar.averagePoolSpread(windows, countPadding, divisor, g, gx);
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
  public void attention(
      View q, View k, View v, @Nullable View mask, Attention how, View y, View logSum) {
    if (y.storage() instanceof Floats) {
      VectorAttention.value(q, k, v, mask, how, y, logSum);
    } else {
      scalar.attention(q, k, v, mask, how, y, logSum);
    }
  }

  @Override
  public void attentionGradient(
      View g,
      View q,
      View k,
      View v,
      @Nullable View mask,
      Attention how,
      View y,
      View logSum,
      View dq,
      View dk,
      View dv) {
    if (y.storage() instanceof Floats) {
      VectorAttentionGradient.run(g, q, k, v, mask, how, y, logSum, dq, dk, dv);
    } else {
      scalar.attentionGradient(g, q, k, v, mask, how, y, logSum, dq, dk, dv);
    }
  }

  @Override
  public void matmul(View a, View b, View c) {
    MatmulChoice.run(a, b, c);
  }

  @Override
  public void lstm(
      View x,
      View hidden,
      View cell,
      View weightInput,
      View weightHidden,
      View bias,
      View joint,
      View cells,
      @Nullable View gates) {
    if (joint.storage() instanceof Floats) {
      VectorLstm.run(
          LstmLayout.of(x, hidden, cell, joint, cells, gates), weightInput, weightHidden, bias);
    } else {
      scalar.lstm(x, hidden, cell, weightInput, weightHidden, bias, joint, cells, gates);
    }
  }

  @Override
  public void lstmGradient(
      View weightHidden,
      View cells,
      View gates,
      @Nullable View outputGradient,
      View hidden,
      View cell,
      View gateGradient) {
    if (gates.storage() instanceof Floats) {
      VectorLstm.gradient(
          LstmGradientLayout.of(cells, gates, outputGradient, hidden, cell, gateGradient),
          weightHidden);
    } else {
      scalar.lstmGradient(weightHidden, cells, gates, outputGradient, hidden, cell, gateGradient);
    }
  }

  @Override
  public void requireWithin(View index, int size, OutsideRange outside) {
    scalar.requireWithin(index, size, outside);
  }

  @Override
  public void convolution(Convolution how, View x, View weight, @Nullable View bias, View y) {
    VectorConvolution.forward(how, x, weight, bias, y);
  }

  @Override
  public void convolutionData(Convolution how, View g, View weight, View dx) {
    VectorConvolution.data(how, g, weight, dx);
  }

  @Override
  public void convolutionWeight(Convolution how, View g, View x, View dw) {
    VectorConvolution.weight(how, g, x, dw);
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

  @Override
  public void draw(View y, Supplier<DoubleSupplier> numbers) {
    scalar.draw(y, numbers);
  }
}
