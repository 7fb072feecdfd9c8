package dev.adjoint.bench.roofline;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.PoolWindows;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.attention.AttentionCall;
import dev.adjoint.kernel.attention.AttentionGradientCall;
import dev.adjoint.kernel.attention.AttentionOptions;
import dev.adjoint.kernel.index.SelectAddCall;
import dev.adjoint.kernel.index.SelectCall;
import dev.adjoint.kernel.normalization.BatchNormCall;
import dev.adjoint.kernel.normalization.BatchNormGradientCall;
import dev.adjoint.kernel.normalization.LayerNormCall;
import dev.adjoint.kernel.normalization.LayerNormGradientCall;
import dev.adjoint.kernel.pooling.AveragePoolCall;
import dev.adjoint.kernel.pooling.MaxPoolCall;
import dev.adjoint.kernel.pooling.MaxPoolScatterCall;
import dev.adjoint.kernel.recurrent.LstmCall;
import dev.adjoint.kernel.recurrent.LstmGradientCall;
import dev.adjoint.kernel.softmax.CrossEntropyCall;
import dev.adjoint.kernel.softmax.CrossEntropyGradientCall;
import dev.adjoint.kernel.softmax.SoftmaxCall;
import dev.adjoint.kernel.strided.CopyCall;

/// The kernels of normalisation, pooling, loss, embedding, attention and recurrence, each with that
/// of its gradient. Counted are the operations of the formula.
final class LayerCases {

  private static final double EPSILON = 1e-5;

  private final CaseList list;
  private final Kernels kernels;

  private LayerCases(CaseList list) {
    this.list = list;
    kernels = list.kernels();
  }

  static void addTo(CaseList list) {
    LayerCases layers = new LayerCases(list);
    layers.rows(768, 128);
    layers.rows(128, 10);
    layers.loss(768, 65);
    layers.embedding(768, 65, 128);
    layers.batchNorm(32, 16, 32);
    layers.maxPool(64, 64, 24);
    layers.attention(12, 4, 64, 32);
    layers.attention(1, 4, 512, 32);
    layers.lstm(64, 32, 32, 128);
  }

  private void rows(int rows, int length) {
    View x = list.view(rows, length);
    View y = list.view(rows, length);
    View g = list.view(rows, length);
    double count = (double) rows * length;
    String sizes = " %d × %d".formatted(rows, length);
    list.add(
        "softmax" + sizes,
        4 * count,
        2 * count,
        () -> kernels.run(new SoftmaxCall(x, y, rows, length)));
    View gain = list.view(length);
    View bias = list.view(length);
    View mean = list.view(rows);
    View scale = list.view(rows);
    list.add(
        "layer norm" + sizes,
        7 * count,
        2 * count,
        () -> kernels.run(new LayerNormCall(x, gain, bias, EPSILON, y, mean, scale, rows, length)));
    View gGain = list.view(length);
    View gBias = list.view(length);
    list.add(
        "layer norm gradient" + sizes,
        12 * count,
        3 * count,
        () ->
            kernels.run(
                new LayerNormGradientCall(g, x, gain, mean, scale, y, gGain, gBias, rows, length)));
  }

  private void loss(int rows, int classes) {
    View x = list.view(rows, classes);
    View target = list.indices(rows, classes);
    View losses = list.view(rows);
    View g = list.view(rows);
    View gx = list.view(rows, classes);
    double count = (double) rows * classes;
    String sizes = " %d × %d".formatted(rows, classes);
    list.add(
        "cross entropy" + sizes,
        4 * count,
        count,
        () -> kernels.run(new CrossEntropyCall(x, target, losses, rows, classes)));
    list.add(
        "cross entropy gradient" + sizes,
        5 * count,
        2 * count,
        () -> kernels.run(new CrossEntropyGradientCall(x, target, g, gx, rows, classes)));
  }

  /// Copies only: a row of the table for each index, and back an addition for each element.
  private void embedding(int count, int vocabulary, int width) {
    View table = list.view(vocabulary, width);
    View index = list.indices(count, vocabulary);
    View y = list.view(count, width);
    double elements = (double) count * width;
    String sizes = " %d of %d × %d".formatted(count, vocabulary, width);
    list.add(
        "embedding" + sizes,
        0,
        elements + table.count(),
        () -> kernels.run(new SelectCall(table, index, y, 1, vocabulary, count, width)));
    list.add(
        "embedding gradient" + sizes,
        elements,
        elements + 2.0 * table.count(),
        () -> kernels.run(new SelectAddCall(y, index, table, 1, vocabulary, count, width)));
  }

  private void batchNorm(int samples, int channels, int side) {
    int inner = side * side;
    View x = list.view(samples, channels, inner);
    View y = list.view(samples, channels, inner);
    View g = list.view(samples, channels, inner);
    View gain = list.view(channels);
    View bias = list.view(channels);
    View mean = list.view(channels);
    View variance = list.view(channels);
    double count = (double) samples * channels * inner;
    String sizes = " %d, %d, %d²".formatted(samples, channels, side);
    list.add(
        "batch norm" + sizes,
        7 * count,
        2 * count,
        () ->
            kernels.run(
                new BatchNormCall(
                    x, gain, bias, EPSILON, y, mean, variance, samples, channels, inner)));
    View gGain = list.view(channels);
    View gBias = list.view(channels);
    list.add(
        "batch norm gradient" + sizes,
        10 * count,
        3 * count,
        () ->
            kernels.run(
                new BatchNormGradientCall(
                    g, x, mean, variance, gain, EPSILON, y, gGain, gBias, samples, channels,
                    inner)));
  }

  /// 2 × 2 beside each other.
  private void maxPool(int batch, int channels, int side) {
    int half = side / 2;
    PoolWindows windows =
        new PoolWindows(batch * channels, side, side, half, half, 2, 2, 2, 2, 0, 0, 1, 1);
    View x = list.view(batch, channels, side, side);
    View y = list.view(batch, channels, half, half);
    View largest =
        View.contiguous(
            new Storage.Ints(new int[batch * channels * half * half]),
            new int[] {batch, channels, half, half});
    double count = x.count();
    String sizes = " 2×2 %d, %d, %d²".formatted(batch, channels, side);
    list.add(
        "max pool" + sizes,
        count,
        1.5 * count,
        () -> kernels.run(new MaxPoolCall(windows, x, y, largest)));
    View gx = list.view(batch, channels, side, side);
    list.add(
        "max pool gradient" + sizes,
        y.count(),
        1.5 * count,
        () -> kernels.run(new MaxPoolScatterCall(windows, y, largest, gx)));
    list.add(
        "average pool" + sizes,
        count,
        1.25 * count,
        () -> kernels.run(new AveragePoolCall(windows, true, 0, x, y)));
  }

  /// Causal: half of the pairs.
  private void attention(int batch, int heads, int length, int width) {
    View q = list.view(batch, heads, length, width);
    View k = list.view(batch, heads, length, width);
    View v = list.view(batch, heads, length, width);
    View y = list.view(batch, heads, length, width);
    View logSum = list.view(batch, heads, length);
    AttentionOptions how = new AttentionOptions(true, 1 / Math.sqrt(width));
    double pairs = (double) batch * heads * length * (length + 1) / 2;
    double count = (double) batch * heads * length * width;
    String sizes = " %d × %d, %d heads of %d".formatted(batch, length, heads, width);
    list.add(
        "causal attention" + sizes,
        pairs * (4.0 * width + 4),
        4 * count,
        () -> kernels.run(new AttentionCall(q, k, v, null, how, y, logSum)));
    View g = list.view(batch, heads, length, width);
    View dq = list.view(batch, heads, length, width);
    View dk = list.view(batch, heads, length, width);
    View dv = list.view(batch, heads, length, width);
    list.add(
        "causal attention gradient" + sizes,
        pairs * (10.0 * width + 4),
        8 * count,
        () -> kernels.run(new AttentionGradientCall(g, q, k, v, null, how, y, logSum, dq, dk, dv)));
  }

  private void lstm(int steps, int batch, int in, int size) {
    View x = list.view(steps, batch, in);
    View hidden = list.view(batch, size);
    View cell = list.view(batch, size);
    View weightInput = list.view(4 * size, in);
    View weightHidden = list.view(4 * size, size);
    View bias = list.view(4 * size);
    View joint = list.view(steps + 1, batch, in + size);
    View cells = list.view(steps + 1, batch, size);
    View gates = list.view(steps, batch, 4 * size);
    double products = 8.0 * steps * batch * size;
    String sizes = " %d × %d, %d → %d".formatted(steps, batch, in, size);
    list.add(
        "lstm" + sizes,
        products * (in + size),
        (double) x.count() + joint.count() + cells.count() + gates.count() + weightHidden.count(),
        () ->
            kernels.run(
                new LstmCall(
                    x, hidden, cell, weightInput, weightHidden, bias, joint, cells, gates)));
    View gateGradient = list.view(steps, batch, 4 * size);
    // What arrives is overwritten by each call.
    View arriving = list.view(batch, size);
    View hiddenGradient = list.view(batch, size);
    View cellGradient = list.view(batch, size);
    list.add(
        "lstm gradient" + sizes,
        products * size,
        (double) cells.count() + gates.count() + gateGradient.count() + weightHidden.count(),
        () -> {
          kernels.run(new CopyCall(arriving, hiddenGradient));
          kernels.run(new CopyCall(arriving, cellGradient));
          kernels.run(
              new LstmGradientCall(
                  weightHidden, cells, gates, null, hiddenGradient, cellGradient, gateGradient));
        });
  }
}
