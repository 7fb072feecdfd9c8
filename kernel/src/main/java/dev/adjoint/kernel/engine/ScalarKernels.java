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
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.attention.ScalarAttention;
import dev.adjoint.kernel.elementwise.ScalarBinary;
import dev.adjoint.kernel.elementwise.ScalarCompare;
import dev.adjoint.kernel.elementwise.ScalarUnary;
import dev.adjoint.kernel.elementwise.ScalarWhere;
import dev.adjoint.kernel.index.Indexing;
import dev.adjoint.kernel.index.ScatterAdd;
import dev.adjoint.kernel.matmul.ScalarMatmul;
import dev.adjoint.kernel.normalization.ScalarBatchNorm;
import dev.adjoint.kernel.normalization.ScalarLayerNorm;
import dev.adjoint.kernel.pooling.ScalarAveragePool;
import dev.adjoint.kernel.pooling.ScalarMaxPool;
import dev.adjoint.kernel.recurrent.ScalarLstm;
import dev.adjoint.kernel.reduce.ScalarArgReduce;
import dev.adjoint.kernel.reduce.ScalarReduce;
import dev.adjoint.kernel.reduce.ScalarSort;
import dev.adjoint.kernel.softmax.ScalarSoftmax;
import dev.adjoint.kernel.strided.Copying;
import dev.adjoint.kernel.strided.Drawing;
import dev.adjoint.kernel.update.ScalarUpdate;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Plain Java for every element type: the definition of each kernel.
///
/// Each family of functions is a file of its own; this class is the list of them.
public final class ScalarKernels implements Kernels {
  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void unary(Unary f, View x, View y) {
    ScalarUnary.run(f, x, y);
  }

  @Override
  public void binary(Binary f, View a, View b, View y) {
    ScalarBinary.run(f, a, b, y);
  }

  @Override
  public void compare(Comparison f, View a, View b, View y) {
    ScalarCompare.compare(f, a, b, y);
  }

  @Override
  public void where(View condition, View a, View b, View y) {
    ScalarWhere.run(condition, a, b, y);
  }

  @Override
  public void copy(View x, View y) {
    Copying.copy(x, y);
  }

  @Override
  public void add(View x, View y) {
    Copying.add(x, y);
  }

  @Override
  public void fill(View y, Number value) {
    Copying.fill(y, value);
  }

  @Override
  public void reduce(Reduction f, View x, View y, int outer, int length, int inner) {
    ScalarReduce.reduce(f, x, y, outer, length, inner);
  }

  @Override
  public void argReduce(boolean largest, View x, View y, int outer, int length, int inner) {
    ScalarArgReduce.run(largest, x, y, outer, length, inner);
  }

  @Override
  public void cumulate(Reduction f, View x, View y, int outer, int length, int inner) {
    ScalarReduce.cumulate(f, x, y, outer, length, inner);
  }

  @Override
  public void sort(
      boolean descending, View x, View values, View indices, int outer, int length, int inner) {
    ScalarSort.run(descending, x, values, indices, outer, length, inner);
  }

  @Override
  public void gather(View x, View index, View y, int outer, int length, int count, int inner) {
    Indexing.gather(x, index, y, outer, length, count, inner);
  }

  @Override
  public void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    ScatterAdd.scatterAdd(x, index, y, outer, length, count, inner);
  }

  @Override
  public void select(View x, View index, View y, int outer, int length, int count, int inner) {
    Indexing.select(x, index, y, outer, length, count, inner);
  }

  @Override
  public void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    ScatterAdd.selectAdd(x, index, y, outer, length, count, inner);
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
    ScalarLayerNorm.run(x, gain, bias, epsilon, y, mean, scale, rows, length);
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
    ScalarLayerNorm.gradient(g, x, gain, mean, scale, gx, gGain, gBias, rows, length);
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
    ScalarBatchNorm.run(x, gain, bias, epsilon, y, mean, variance, samples, channels, inner);
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
    ScalarBatchNorm.given(x, mean, variance, gain, bias, epsilon, y, samples, channels, inner);
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
    ScalarBatchNorm.gradient(
        g, x, mean, variance, gain, epsilon, gx, gGain, gBias, samples, channels, inner);
  }

  @Override
  public void runningAverage(double keep, double weight, View x, View y) {
    ScalarBatchNorm.average(keep, weight, x, y);
  }

  @Override
  public void maxPool(PoolWindows windows, View x, View y, View places) {
    ScalarMaxPool.run(windows, x, y, places);
  }

  @Override
  public void maxPoolScatter(PoolWindows windows, View g, View places, View gx) {
    ScalarMaxPool.scatter(windows, g, places, gx);
  }

  @Override
  public void maxPoolPick(PoolWindows windows, View x, View places, View y) {
    ScalarMaxPool.pick(windows, x, places, y);
  }

  @Override
  public void averagePool(PoolWindows windows, boolean countPadding, int divisor, View x, View y) {
    ScalarAveragePool.run(windows, countPadding, divisor, x, y);
  }

  @Override
  public void averagePoolSpread(
      PoolWindows windows, boolean countPadding, int divisor, View g, View gx) {
    ScalarAveragePool.spread(windows, countPadding, divisor, g, gx);
  }

  @Override
  public void softmax(View x, View y, int rows, int length) {
    ScalarSoftmax.run(false, x, y, rows, length);
  }

  @Override
  public void logSoftmax(View x, View y, int rows, int length) {
    ScalarSoftmax.run(true, x, y, rows, length);
  }

  @Override
  public void crossEntropy(View x, View target, View y, int rows, int length) {
    ScalarSoftmax.crossEntropy(x, target, y, rows, length);
  }

  @Override
  public void crossEntropyGradient(View x, View target, View g, View y, int rows, int length) {
    ScalarSoftmax.crossEntropyGradient(x, target, g, y, rows, length);
  }

  @Override
  public void attention(
      View q, View k, View v, @Nullable View mask, Attention how, View y, View logSum) {
    ScalarAttention.value(q, k, v, mask, how, y, logSum);
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
    ScalarAttention.gradient(g, q, k, v, mask, how, y, logSum, dq, dk, dv);
  }

  @Override
  public void matmul(View a, View b, View c) {
    ScalarMatmul.run(a, b, c);
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
    ScalarLstm.run(
        LstmLayout.of(x, hidden, cell, joint, cells, gates), weightInput, weightHidden, bias);
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
    ScalarLstm.gradient(
        LstmGradientLayout.of(cells, gates, outputGradient, hidden, cell, gateGradient),
        weightHidden);
  }

  @Override
  public void requireWithin(View index, int size, OutsideRange outside) {
    Indexing.requireWithin(index, size, outside);
  }

  @Override
  public void convolution(Convolution how, View x, View weight, @Nullable View bias, View y) {
    ScalarConvolution.forward(how, x, weight, bias, y);
  }

  @Override
  public void convolutionData(Convolution how, View g, View weight, View dx) {
    ScalarConvolution.data(how, g, weight, dx);
  }

  @Override
  public void convolutionWeight(Convolution how, View g, View x, View dw) {
    ScalarConvolution.weight(how, g, x, dw);
  }

  @Override
  public void descend(View[] values, View[] gradients, double rate, double decay) {
    ScalarUpdate.descend(values, gradients, rate, decay);
  }

  @Override
  public void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step) {
    ScalarUpdate.momentum(values, gradients, buffers, step);
  }

  @Override
  public void adam(View[] values, View[] gradients, View[] means, View[] squares, AdamStep step) {
    ScalarUpdate.adam(values, gradients, means, squares, step);
  }

  @Override
  public double squaredNorm(View[] arrays) {
    return ScalarUpdate.squaredNorm(arrays);
  }

  @Override
  public void draw(View y, Supplier<DoubleSupplier> numbers) {
    Drawing.run(y, numbers.get());
  }
}
