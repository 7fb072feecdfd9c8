package dev.adjoint.kernel.convolution.epilogue;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.normalization.BatchNormGivenCall;
import dev.adjoint.kernel.normalization.VectorBatchNorm;
import dev.adjoint.kernel.work.Pieces;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls that follow a convolution and work element by element: batch normalisation with a given
/// mean and variance, the sum with another tensor, and an activation, in this order. Each may be
/// missing.
///
/// They give the bits of the same calls one after another. A result is finished while it is in the
/// cache; the calls alone would read and write every result again in memory.
public record Epilogue(
    @Nullable Normalization normalization, @Nullable View added, @Nullable Unary activation) {

  /// The activations that are computed in one pass, so that the result may overwrite the argument.
  private static final Set<Unary> IN_PLACE =
      Set.of(Unary.RELU, Unary.RELU6, Unary.HARDSIGMOID, Unary.HARDSWISH);

  /// Nothing follows.
  public static final Epilogue NONE = new Epilogue(null, null, null);

  /// The operands of [BatchNormGivenCall].
  record Normalization(View mean, View variance, View gain, View bias, double epsilon) {

    float[] scales(int channels) {
      return VectorBatchNorm.scales(gain, variance, epsilon, 0, channels);
    }

    Normalization on(Operands operands) {
      return new Normalization(
          operands.read(mean),
          operands.read(variance),
          operands.read(gain),
          operands.read(bias),
          epsilon);
    }

    BatchNormGivenCall call(View y) {
      int[] sizes = y.sizes();
      return new BatchNormGivenCall(
          y, mean, variance, gain, bias, epsilon, y, sizes[0], sizes[1], sizes[2] * sizes[3]);
    }
  }

  public boolean isNone() {
    return normalization == null && added == null && activation == null;
  }

  /// This epilogue and one more call, or null if the call cannot be part of one.
  ///
  /// @param operand the number of the operand of the call that is the result so far
  /// @param y the results of the convolution, in C order
  public @Nullable Epilogue then(KernelCall next, int operand, View y) {
    return switch (next) {
      case BatchNormGivenCall n
          when operand == 0
              && isNone()
              && n.samples() == y.sizes()[0]
              && n.channels() == y.sizes()[1] ->
          new Epilogue(
              new Normalization(n.mean(), n.variance(), n.gain(), n.bias(), n.epsilon()),
              null,
              null);
      case BinaryCall b when b.f() == Binary.ADD && added == null && activation == null -> {
        View other = operand == 0 ? b.b() : b.a();
        yield other.isContiguous() ? new Epilogue(normalization, other, null) : null;
      }
      case UnaryCall u when activation == null && IN_PLACE.contains(u.f()) ->
          new Epilogue(normalization, added, u.f());
      default -> null;
    };
  }

  /// The same on other operands: mean, variance, gain, bias, and the other tensor.
  public Epilogue on(Operands operands) {
    return new Epilogue(
        normalization == null ? null : normalization.on(operands),
        operands.readOptional(added),
        activation);
  }

  /// Makes the calls on all results, in place, by their definition.
  public void scalar(View y) {
    if (normalization != null) {
      normalization.call(y).scalar();
    }
    if (added != null) {
      new BinaryCall(Binary.ADD, y, sameSizes(added, y), y).scalar();
    }
    if (activation != null) {
      new UnaryCall(activation, y, y).scalar();
    }
  }

  /// The same on vectors.
  public void vector(View y) {
    Finish finish = finish(y);
    int channels = y.sizes()[1];
    int area = y.sizes()[2] * y.sizes()[3];
    Pieces.run(
        y.sizes()[0] * channels,
        area,
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            finish.run(plane / channels, plane % channels, plane % channels + 1, 0, area);
          }
        });
  }

  private static View sameSizes(View added, View y) {
    return new View(added.storage(), added.offset(), y.sizes(), y.strides());
  }

  /// What finishes results piece by piece.
  public Finish finish(View y) {
    return isNone() ? Finish.NONE : new VectorFinish(this, y);
  }
}
