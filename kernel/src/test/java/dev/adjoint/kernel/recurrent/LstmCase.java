package dev.adjoint.kernel.recurrent;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One F32 LSTM with random numbers, every array with gaps around it.
record LstmCase(
    int steps,
    int batch,
    int in,
    int hidden,
    View x,
    View first,
    View weightInput,
    View weightHidden,
    View bias,
    boolean keeps,
    View arriving,
    View dHidden,
    View dCell) {
  private static final int GAP = 3;

  /// How a sequence lies in memory.
  enum Order {
    IN_ORDER,
    BATCH_FIRST,
    BACKWARDS;

    /// Numbers of the same array in another order.
    View of(View sequence) {
      int[] sizes = sequence.sizes();
      int row = sizes[2];
      int step = sizes[1] * row;
      return switch (this) {
        case IN_ORDER -> sequence;
        case BATCH_FIRST ->
            sequence.with(sequence.offset(), sizes, new int[] {row, sizes[0] * row, 1});
        case BACKWARDS ->
            sequence.with(
                sequence.offset() + Math.max(sizes[0] - 1, 0) * step,
                sizes,
                new int[] {-step, row, 1});
      };
    }
  }

  /// Weights and biases are of about this size over the root of the numbers of a row.
  static LstmCase of(int[] shape, boolean keeps, double size, RandomGenerator random) {
    int steps = shape[0];
    int batch = shape[1];
    int in = shape[2];
    int hidden = shape[3];
    float scale = (float) (size / Math.sqrt(in + hidden));
    return new LstmCase(
        steps,
        batch,
        in,
        hidden,
        draw(1, random, steps, batch, in),
        draw(1, random, batch, hidden),
        draw(scale, random, 4 * hidden, in),
        draw(scale, random, 4 * hidden, hidden),
        draw(scale, random, 4 * hidden),
        keeps,
        draw(1, random, steps, batch, hidden),
        draw(1, random, batch, hidden),
        draw(1, random, batch, hidden));
  }

  private static View draw(float scale, RandomGenerator random, int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    float[] values = FloatBits.ordinary(count, random);
    for (int i = 0; i < count; i++) {
      values[i] *= scale;
    }
    return FloatBits.view(values, GAP, sizes);
  }

  /// The bits of everything that the call may write, gaps included.
  int[][] forward(Kernels kernels) {
    return forward(kernels, Order.IN_ORDER);
  }

  int[][] forward(Kernels kernels, Order order) {
    View z = FloatBits.empty(GAP, steps + 1, batch, in + hidden);
    View c = FloatBits.empty(GAP, keeps ? steps + 1 : 1, batch, hidden);
    View y = FloatBits.empty(GAP, steps, batch, 4 * hidden);
    Arrays.fill(((Floats) z.storage()).array(), Float.NaN);
    kernels.run(
        new LstmCall(
            order.of(x), first, dCell, weightInput, weightHidden, bias, z, c, keeps ? y : null));
    return new int[][] {FloatBits.of(z), FloatBits.of(c), FloatBits.of(y)};
  }

  /// The same for the backward pass, after the forward call of the definition.
  int[][] gradient(Kernels kernels, @Nullable Order arrival) {
    View z = FloatBits.empty(GAP, steps + 1, batch, in + hidden);
    View c = FloatBits.empty(GAP, steps + 1, batch, hidden);
    View y = FloatBits.empty(GAP, steps, batch, 4 * hidden);
    new ScalarKernels()
        .run(new LstmCall(x, first, dCell, weightInput, weightHidden, bias, z, c, y));
    View dh = copy(dHidden);
    View dc = copy(dCell);
    View da = FloatBits.empty(GAP, steps, batch, 4 * hidden);
    kernels.run(
        new LstmGradientCall(
            weightHidden, c, y, arrival == null ? null : arrival.of(arriving), dh, dc, da));
    return new int[][] {FloatBits.of(dh), FloatBits.of(dc), FloatBits.of(da)};
  }

  private static View copy(View view) {
    return new View(
        new Floats(((Floats) view.storage()).array().clone()),
        view.offset(),
        view.sizes(),
        view.strides());
  }
}
