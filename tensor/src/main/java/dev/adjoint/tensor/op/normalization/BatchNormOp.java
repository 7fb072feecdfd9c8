package dev.adjoint.tensor.op.normalization;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.normalization.BatchNormCall;
import dev.adjoint.kernel.normalization.BatchNormGradientCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.Runs;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Batch normalisation scales each channel of a batch to mean 0 and variance 1. The formula is `y =
/// (x − μ) / √(v + ε) · a + b`, with the mean μ and the biased variance v of the n elements of the
/// channel in this batch.
///
/// Shapes: x `[N, C, …]`, gain a and bias b `[C]`, y as x. Inputs: x, or x, a and b. Running
/// statistics, if there are any, are updated with μ and the unbiased variance.
///
/// Gradient, with `r = 1 / √(v + ε)` and `x̂ = (x − μ) · r`: for x `a·r · (g − mean(g) − x̂ ·
/// mean(g·x̂))`, for a the sum of `g·x̂`, for b the sum of g, all over the elements of a channel.
///
/// Source: Ioffe and Szegedy 2015. The same as PyTorch's `batch_norm` in training.
///
/// @param running the statistics that inference uses; each call updates them
/// @param epsilon ε, added to the variance
public record BatchNormOp(Optional<RunningStatistics> running, double epsilon)
    implements Operation {

  /// Checks the range of ε.
  public BatchNormOp {
    Epsilon.require("batch norm", epsilon);
  }

  /// Rejects x without channels, and other inputs that do not have one number for each channel.
  static void requireChannels(String label, Tensor[] inputs, String... names) {
    Tensor x = inputs[0];
    ElementTypeException.requireFloating(label, x);
    if (x.shape().rank() < 2) {
      throw new ShapeException(
          label,
          "x must have samples and channels, [N, C, …], but is %s; reshape it"
              .formatted(x.shape()));
    }
    for (int i = 1; i < inputs.length; i++) {
      ElementTypeException.requireSame(label, "x", x, "the " + names[i - 1], inputs[i]);
      requireChannels(label, x.shape(), names[i - 1], inputs[i].shape());
    }
  }

  private static void requireChannels(String label, Shape x, String name, Shape part) {
    if (part.rank() != 1 || part.size(0) != x.size(1)) {
      throw new ShapeException(
          label,
          "x is %s, which are %d channels, but the %s is %s; give one number for each channel"
              .formatted(x, x.size(1), name, part));
    }
  }

  /// The axes over which the elements of one channel extend.
  static int[] axes(Shape x) {
    int[] axes = new int[x.rank() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return axes;
  }

  /// One number for each channel, in a shape that broadcasts against x.
  static Tensor along(Shape x, Tensor part) {
    int[] sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = x.size(1);
    return part.reshape(Shape.of(sizes));
  }

  @Override
  public Operation pure() {
    return new BatchNormOp(Optional.empty(), epsilon);
  }

  @Override
  public Applied apply(Tensor... inputs) {
    requireChannels(label(), inputs, "gain", "bias");
    Tensor x = inputs[0];
    Shape shape = x.shape();
    running.ifPresent(
        statistics -> requireChannels(label(), shape, "running mean", statistics.mean().shape()));
    Runs runs = Runs.along(1, shape.toArray());
    int samples = runs.outer();
    int channels = runs.length();
    int inner = runs.inner();
    if (samples * inner == 1) {
      throw new ShapeException(
          label(),
          "x is %s, a single number for each channel, whose variance is 0; train on more than one sample"
              .formatted(shape));
    }
    Shape each = Shape.of(channels);
    boolean affine = inputs.length > 1;
    Tensor gain = affine ? inputs[1] : Tensor.ones(x.elementType(), each);
    Tensor bias = affine ? inputs[2] : Tensor.zeros(x.elementType(), each);
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    Tensor mean = TensorMemory.allocate(x.elementType(), each);
    Tensor variance = TensorMemory.allocate(x.elementType(), each);
    View from = TensorMemory.contiguous(x);
    new BatchNormCall(
            from,
            TensorMemory.contiguous(gain),
            TensorMemory.contiguous(bias),
            epsilon,
            TensorMemory.view(value),
            TensorMemory.view(mean),
            TensorMemory.view(variance),
            samples,
            channels,
            inner)
        .run();
    if (samples * inner > 0) {
      running.ifPresent(statistics -> statistics.update(mean, variance, samples * inner));
    }
    return Applied.jointly(
        value,
        (g, _) ->
            Tensor.isGradEnabled() || samples * inner == 0
                ? composed(g, inputs)
                : fused(g, from, mean, variance, gain, runs, inputs.length));
  }

  private @Nullable Tensor[] fused(
      Tensor g, View x, Tensor mean, Tensor variance, Tensor gain, Runs runs, int inputs) {
    Tensor forX = TensorMemory.allocate(g.elementType(), g.shape());
    Tensor forGain = TensorMemory.allocate(g.elementType(), mean.shape());
    Tensor forBias = TensorMemory.allocate(g.elementType(), mean.shape());
    new BatchNormGradientCall(
            TensorMemory.contiguous(g),
            x,
            TensorMemory.view(mean),
            TensorMemory.view(variance),
            TensorMemory.contiguous(gain),
            epsilon,
            TensorMemory.view(forX),
            TensorMemory.view(forGain),
            TensorMemory.view(forBias),
            runs.outer(),
            runs.length(),
            runs.inner())
        .run();
    @Nullable Tensor[] all = {forX, forGain, forBias};
    return Arrays.copyOf(all, inputs);
  }

  /// The same gradients composed of tensor operations, which can be differentiated again.
  private @Nullable Tensor[] composed(Tensor g, Tensor... inputs) {
    Shape shape = g.shape();
    int[] axes = axes(shape);
    Tensor centred = inputs[0].subtract(inputs[0].mean(KeepAxes.YES, axes));
    Tensor r = centred.square().mean(KeepAxes.YES, axes).add(epsilon).pow(-0.5);
    Tensor normal = centred.multiply(r);
    Tensor along = normal.multiply(g.multiply(normal).mean(KeepAxes.YES, axes));
    Tensor rest = g.subtract(g.mean(KeepAxes.YES, axes)).subtract(along).multiply(r);
    if (inputs.length == 1) {
      return new Tensor[] {rest};
    }
    return new Tensor[] {
      rest.multiply(along(shape, inputs[1])), g.multiply(normal).sum(axes), g.sum(axes)
    };
  }
}
