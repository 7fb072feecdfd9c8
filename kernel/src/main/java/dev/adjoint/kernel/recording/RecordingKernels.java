package dev.adjoint.kernel.recording;

import static dev.adjoint.kernel.recording.Operand.read;
import static dev.adjoint.kernel.recording.Operand.update;
import static dev.adjoint.kernel.recording.Operand.write;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.OutsideRange;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Reduction;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hands every call to someone who makes it and keeps something about it: in force while
/// [Tape#record] or [KernelClock#watch] runs.
///
/// Each method is one statement that says which views the call reads (`read`), overwrites in every
/// element without reading them (`write`), or changes in any other way (`update`), and how the call
/// is made with the views `v` in that order. The call made now goes through the same function as
/// every later one, so a wrong order shows at once. An operand that may be missing is given as
/// null, and then is null in `v`.
final class RecordingKernels implements Kernels {
  private static final String STEP =
      "capture: an optimizer's step has other numbers each time, which a recorded step would repeat; call optimizer.step() after it";

  private final CallWatch tape;
  private final Kernels kernels;

  RecordingKernels(CallWatch tape, Kernels kernels) {
    this.tape = tape;
    this.kernels = kernels;
  }

  @Override
  public String description() {
    return kernels.description();
  }

  @Override
  public void unary(Unary f, View x, View y) {
    tape.run("unary", (k, v) -> k.unary(f, v[0], v[1]), read(x), write(y));
  }

  @Override
  public void binary(Binary f, View a, View b, View y) {
    tape.run("binary", (k, v) -> k.binary(f, v[0], v[1], v[2]), read(a), read(b), write(y));
  }

  @Override
  public void compare(Comparison f, View a, View b, View y) {
    tape.run("compare", (k, v) -> k.compare(f, v[0], v[1], v[2]), read(a), read(b), write(y));
  }

  @Override
  public void where(View condition, View a, View b, View y) {
    tape.run(
        "where",
        (k, v) -> k.where(v[0], v[1], v[2], v[3]),
        read(condition),
        read(a),
        read(b),
        write(y));
  }

  @Override
  public void copy(View x, View y) {
    tape.run("copy", (k, v) -> k.copy(v[0], v[1]), read(x), write(y));
  }

  @Override
  public void add(View x, View y) {
    tape.run("add", (k, v) -> k.add(v[0], v[1]), read(x), update(y));
  }

  @Override
  public void fill(View y, Number value) {
    tape.run("fill", (k, v) -> k.fill(v[0], value), write(y));
  }

  @Override
  public void reduce(Reduction f, View x, View y, int outer, int length, int inner) {
    tape.run("reduce", (k, v) -> k.reduce(f, v[0], v[1], outer, length, inner), read(x), write(y));
  }

  @Override
  public void argReduce(boolean largest, View x, View y, int outer, int length, int inner) {
    tape.run(
        "argReduce",
        (k, v) -> k.argReduce(largest, v[0], v[1], outer, length, inner),
        read(x),
        write(y));
  }

  @Override
  public void cumulate(Reduction f, View x, View y, int outer, int length, int inner) {
    tape.run(
        "cumulate", (k, v) -> k.cumulate(f, v[0], v[1], outer, length, inner), read(x), write(y));
  }

  @Override
  public void sort(
      boolean descending, View x, View values, View indices, int outer, int length, int inner) {
    tape.run(
        "sort",
        (k, v) -> k.sort(descending, v[0], v[1], v[2], outer, length, inner),
        read(x),
        write(values),
        write(indices));
  }

  @Override
  public void gather(View x, View index, View y, int outer, int length, int count, int inner) {
    tape.run(
        "gather",
        (k, v) -> k.gather(v[0], v[1], v[2], outer, length, count, inner),
        read(x),
        read(index),
        write(y));
  }

  @Override
  public void scatterAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    tape.run(
        "scatterAdd",
        (k, v) -> k.scatterAdd(v[0], v[1], v[2], outer, length, count, inner),
        read(x),
        read(index),
        update(y));
  }

  @Override
  public void select(View x, View index, View y, int outer, int length, int count, int inner) {
    tape.run(
        "select",
        (k, v) -> k.select(v[0], v[1], v[2], outer, length, count, inner),
        read(x),
        read(index),
        write(y));
  }

  @Override
  public void selectAdd(View x, View index, View y, int outer, int length, int count, int inner) {
    tape.run(
        "selectAdd",
        (k, v) -> k.selectAdd(v[0], v[1], v[2], outer, length, count, inner),
        read(x),
        read(index),
        update(y));
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
    tape.run(
        "layerNorm",
        (k, v) -> k.layerNorm(v[0], v[1], v[2], epsilon, v[3], v[4], v[5], rows, length),
        read(x),
        read(gain),
        read(bias),
        write(y),
        write(mean),
        write(scale));
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
    tape.run(
        "layerNormGradient",
        (k, v) -> k.layerNormGradient(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], rows, length),
        read(g),
        read(x),
        read(gain),
        read(mean),
        read(scale),
        write(gx),
        write(gGain),
        write(gBias));
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
    tape.run(
        "batchNorm",
        (k, v) ->
            k.batchNorm(v[0], v[1], v[2], epsilon, v[3], v[4], v[5], samples, channels, inner),
        read(x),
        read(gain),
        read(bias),
        write(y),
        write(mean),
        write(variance));
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
    tape.run(
        "batchNormGiven",
        (k, v) ->
            k.batchNormGiven(v[0], v[1], v[2], v[3], v[4], epsilon, v[5], samples, channels, inner),
        read(x),
        read(mean),
        read(variance),
        read(gain),
        read(bias),
        write(y));
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
    tape.run(
        "batchNormGradient",
        (k, v) ->
            k.batchNormGradient(
                v[0], v[1], v[2], v[3], v[4], epsilon, v[5], v[6], v[7], samples, channels, inner),
        read(g),
        read(x),
        read(mean),
        read(variance),
        read(gain),
        write(gx),
        write(gGain),
        write(gBias));
  }

  @Override
  public void runningAverage(double keep, double weight, View x, View y) {
    tape.run(
        "runningAverage", (k, v) -> k.runningAverage(keep, weight, v[0], v[1]), read(x), update(y));
  }

  @Override
  public void maxPool(PoolWindows windows, View x, View y, View places) {
    tape.run(
        "maxPool",
        (k, v) -> k.maxPool(windows, v[0], v[1], v[2]),
        read(x),
        write(y),
        write(places));
  }

  @Override
  public void maxPoolScatter(PoolWindows windows, View g, View places, View gx) {
    tape.run(
        "maxPoolScatter",
        (k, v) -> k.maxPoolScatter(windows, v[0], v[1], v[2]),
        read(g),
        read(places),
        write(gx));
  }

  @Override
  public void maxPoolPick(PoolWindows windows, View x, View places, View y) {
    tape.run(
        "maxPoolPick",
        (k, v) -> k.maxPoolPick(windows, v[0], v[1], v[2]),
        read(x),
        read(places),
        write(y));
  }

  @Override
  public void averagePool(PoolWindows windows, boolean countPadding, int divisor, View x, View y) {
    tape.run(
        "averagePool",
        (k, v) -> k.averagePool(windows, countPadding, divisor, v[0], v[1]),
        read(x),
        write(y));
  }

  @Override
  public void averagePoolSpread(
      PoolWindows windows, boolean countPadding, int divisor, View g, View gx) {
    tape.run(
        "averagePoolSpread",
        (k, v) -> k.averagePoolSpread(windows, countPadding, divisor, v[0], v[1]),
        read(g),
        write(gx));
  }

  @Override
  public void softmax(View x, View y, int rows, int length) {
    tape.run("softmax", (k, v) -> k.softmax(v[0], v[1], rows, length), read(x), write(y));
  }

  @Override
  public void logSoftmax(View x, View y, int rows, int length) {
    tape.run("logSoftmax", (k, v) -> k.logSoftmax(v[0], v[1], rows, length), read(x), write(y));
  }

  @Override
  public void crossEntropy(View x, View target, View y, int rows, int length) {
    tape.run(
        "crossEntropy",
        (k, v) -> k.crossEntropy(v[0], v[1], v[2], rows, length),
        read(x),
        read(target),
        write(y));
  }

  @Override
  public void crossEntropyGradient(View x, View target, View g, View y, int rows, int length) {
    tape.run(
        "crossEntropyGradient",
        (k, v) -> k.crossEntropyGradient(v[0], v[1], v[2], v[3], rows, length),
        read(x),
        read(target),
        read(g),
        write(y));
  }

  @Override
  public void attention(
      View q, View k, View v, @Nullable View mask, Attention how, View y, View logSum) {
    tape.run(
        "attention",
        (kernels, w) -> kernels.attention(w[0], w[1], w[2], w[3], how, w[4], w[5]),
        read(q),
        read(k),
        read(v),
        read(mask),
        write(y),
        write(logSum));
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
    tape.run(
        "attentionGradient",
        (kernels, w) ->
            kernels.attentionGradient(
                w[0], w[1], w[2], w[3], w[4], how, w[5], w[6], w[7], w[8], w[9]),
        read(g),
        read(q),
        read(k),
        read(v),
        read(mask),
        read(y),
        read(logSum),
        write(dq),
        write(dk),
        write(dv));
  }

  @Override
  public void matmul(View a, View b, View c) {
    tape.run(
        SettledOperands.PRODUCT, (k, v) -> k.matmul(v[0], v[1], v[2]), read(a), read(b), write(c));
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
    tape.run(
        "lstm",
        (k, v) -> k.lstm(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]),
        read(x),
        read(hidden),
        read(cell),
        read(weightInput),
        read(weightHidden),
        read(bias),
        write(joint),
        write(cells),
        write(gates));
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
    tape.run(
        "lstmGradient",
        (k, v) -> k.lstmGradient(v[0], v[1], v[2], v[3], v[4], v[5], v[6]),
        read(weightHidden),
        read(cells),
        read(gates),
        read(outputGradient),
        update(hidden),
        update(cell),
        write(gateGradient));
  }

  @Override
  public void requireWithin(View index, int size, OutsideRange outside) {
    tape.run("requireWithin", (k, v) -> k.requireWithin(v[0], size, outside), read(index));
  }

  @Override
  public void convolution(Convolution how, View x, View weight, @Nullable View bias, View y) {
    tape.run(
        "convolution",
        (k, v) -> k.convolution(how, v[0], v[1], v[2], v[3]),
        read(x),
        read(weight),
        read(bias),
        write(y));
  }

  @Override
  public void convolutionData(Convolution how, View g, View weight, View dx) {
    tape.run(
        "convolutionData",
        (k, v) -> k.convolutionData(how, v[0], v[1], v[2]),
        read(g),
        read(weight),
        write(dx));
  }

  @Override
  public void convolutionWeight(Convolution how, View g, View x, View dw) {
    tape.run(
        "convolutionWeight",
        (k, v) -> k.convolutionWeight(how, v[0], v[1], v[2]),
        read(g),
        read(x),
        write(dw));
  }

  // An optimizer's step is refused: its rate and corrections are other numbers at each step, and
  // clipping reads the norm into Java.

  @Override
  public void descend(View[] values, View[] gradients, double rate, double decay) {
    tape.once("descend", STEP, () -> kernels.descend(values, gradients, rate, decay));
  }

  @Override
  public void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step) {
    tape.once("momentum", STEP, () -> kernels.momentum(values, gradients, buffers, step));
  }

  @Override
  public void adam(View[] values, View[] gradients, View[] means, View[] squares, AdamStep step) {
    tape.once("adam", STEP, () -> kernels.adam(values, gradients, means, squares, step));
  }

  @Override
  public double squaredNorm(View[] arrays) {
    double[] norm = new double[1];
    tape.once("squaredNorm", STEP, () -> norm[0] = kernels.squaredNorm(arrays));
    return norm[0];
  }

  @Override
  public void draw(View y, Supplier<DoubleSupplier> numbers) {
    tape.run("draw", (k, v) -> k.draw(v[0], numbers), Operand.draw(y));
  }
}
