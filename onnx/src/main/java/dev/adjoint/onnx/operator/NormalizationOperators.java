package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Normalization and dropout.
final class NormalizationOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("BatchNormalization", NormalizationOperators::batch),
          same("InstanceNormalization", NormalizationOperators::instance),
          OperatorRow.of("LayerNormalization", NormalizationOperators::layer),
          same("GroupNormalization", NormalizationOperators::group),
          same("RMSNormalization", NormalizationOperators::rootMeanSquare),
          same("MeanVarianceNormalization", NormalizationOperators::meanVariance),
          same("LpNormalization", NormalizationOperators::norm),
          same("LRN", NormalizationOperators::localResponse),
          OperatorRow.of("Dropout", NormalizationOperators::dropout));

  private NormalizationOperators() {}

  /// A vector of one number for each channel, aligned with axis 1 of `[N, C, …]`.
  static Tensor channels(Tensor vector, Tensor x) {
    int[] sizes = new int[Math.max(1, x.shape().rank() - 1)];
    Arrays.fill(sizes, 1);
    sizes[0] = vector.shape().count();
    return x.shape().rank() < 2 ? vector : vector.reshape(Shape.of(sizes));
  }

  private static int[] allBut(int rank, int kept) {
    int[] axes = new int[rank - 1];
    Arrays.setAll(axes, i -> i < kept ? i : i + 1);
    return axes;
  }

  /// With the running statistics of the file; in training with those of the batch, which then move
  /// the running ones.
  private static List<OnnxValue> batch(NodeCall call) {
    Tensor x = call.tensor(0);
    double epsilon = call.real("epsilon", 1e-5);
    // Before version 14 a file that asks for more than the result means training.
    boolean inFile = call.opset() < 14 ? call.wants(1) : call.flag("training_mode", false);
    Optional<Buffer> mean = call.buffer(3);
    Optional<Buffer> variance = call.buffer(4);
    boolean training =
        call.pass() instanceof Pass.Training && mean.isPresent() && variance.isPresent();
    if (!inFile && !training) {
      Tensor y = normalized(call, x, call.tensor(3), call.tensor(4), epsilon);
      return call.same(y);
    }
    int[] axes = allBut(x.shape().rank(), 1);
    Tensor batchMean = x.mean(axes);
    Tensor centred = x.subtract(channels(batchMean, x));
    Tensor batchVariance = centred.square().mean(axes);
    double momentum = call.real("momentum", 0.9);
    Tensor y = normalized(call, x, batchMean, batchVariance, epsilon);
    if (training) {
      int count = x.shape().count() / Math.max(1, x.shape().size(1));
      double unbiased = count > 1 ? (double) count / (count - 1) : 1;
      mean.get().average(momentum, 1 - momentum, batchMean.detach());
      variance.get().average(momentum, 1 - momentum, batchVariance.detach().multiply(unbiased));
    }
    return List.of(
        OnnxValue.of(call.type(0), y),
        OnnxValue.of(call.type(3), moved(call.tensor(3), batchMean, momentum)),
        OnnxValue.of(call.type(4), moved(call.tensor(4), batchVariance, momentum)),
        OnnxValue.of(call.type(3), batchMean),
        OnnxValue.of(call.type(4), batchVariance));
  }

  private static Tensor moved(Tensor old, Tensor now, double momentum) {
    return old.multiply(momentum).add(now.to(old.elementType()).multiply(1 - momentum));
  }

  private static Tensor normalized(
      NodeCall call, Tensor x, Tensor mean, Tensor variance, double epsilon) {
    Tensor scale = call.like(1, x);
    Tensor factor = scale.multiply(variance.to(x.elementType()).add(epsilon).rsqrt());
    Tensor centred = x.subtract(channels(mean.to(x.elementType()), x));
    return centred.multiply(channels(factor, x)).add(channels(call.like(2, x), x));
  }

  private static Tensor standardized(Tensor x, double epsilon, int... axes) {
    Tensor centred = x.subtract(x.mean(KeepAxes.YES, axes));
    Tensor variance = centred.square().mean(KeepAxes.YES, axes);
    return centred.multiply(variance.add(epsilon).rsqrt());
  }

  private static int[] from(int first, int rank) {
    int[] axes = new int[rank - first];
    Arrays.setAll(axes, i -> first + i);
    return axes;
  }

  private static Tensor instance(NodeCall call) {
    Tensor x = call.tensor(0);
    return standardized(x, call.real("epsilon", 1e-5), from(2, x.shape().rank()))
        .multiply(channels(call.tensor(1), x))
        .add(channels(call.tensor(2), x));
  }

  private static List<OnnxValue> layer(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    int axis = call.axis(call.whole("axis", -1), rank);
    double epsilon = call.real("epsilon", 1e-5);
    int[] axes = from(axis, rank);
    Shape over = Shape.of(Arrays.copyOfRange(x.shape().toArray(), axis, rank));
    Tensor y = x.layerNorm(over, epsilon).multiply(call.tensor(1));
    if (call.has(2)) {
      y = y.add(call.tensor(2));
    }
    if (!call.wants(1) && !call.wants(2)) {
      return call.same(y);
    }
    Tensor mean = x.mean(KeepAxes.YES, axes);
    Tensor variance = x.subtract(mean).square().mean(KeepAxes.YES, axes);
    OnnxType type = OnnxType.of(x.elementType());
    return List.of(
        OnnxValue.of(call.type(0), y),
        OnnxValue.of(type, mean),
        OnnxValue.of(type, variance.add(epsilon).rsqrt()));
  }

  /// Scale and bias are one number for each group before version 21, then one for each channel.
  private static Tensor group(NodeCall call) {
    Tensor x = call.tensor(0);
    int[] sizes = x.shape().toArray();
    int groups = call.integer("num_groups", 1);
    if (sizes.length < 3 || groups < 1 || sizes[1] % groups != 0) {
      throw call.refuse(
          "the input %s cannot be cut into %d groups of channels".formatted(x.shape(), groups));
    }
    Tensor parts = x.reshape(sizes[0], groups, x.shape().count() / Math.max(1, sizes[0] * groups));
    Tensor y = standardized(parts, call.real("epsilon", 1e-5), 2);
    if (call.opset() < 21) {
      y = y.multiply(call.tensor(1).unsqueeze(1)).add(call.tensor(2).unsqueeze(1));
      return y.reshape(x.shape());
    }
    return y.reshape(x.shape())
        .multiply(channels(call.tensor(1), x))
        .add(channels(call.tensor(2), x));
  }

  private static Tensor rootMeanSquare(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    int[] axes = from(call.axis(call.whole("axis", -1), rank), rank);
    Tensor squares = x.square().mean(KeepAxes.YES, axes);
    return x.multiply(squares.add(call.real("epsilon", 1e-5)).rsqrt()).multiply(call.tensor(1));
  }

  private static Tensor meanVariance(NodeCall call) {
    Tensor x = call.tensor(0);
    int[] axes = call.axes(call.integers("axes").orElse(new int[] {0, 2, 3}), x.shape().rank());
    Tensor centred = x.subtract(x.mean(KeepAxes.YES, axes));
    return centred.divide(centred.square().mean(KeepAxes.YES, axes).sqrt().add(1e-9));
  }

  private static Tensor norm(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", -1), x.shape().rank());
    double p = call.integer("p", 2);
    Tensor size =
        p == 1 ? x.abs().sum(KeepAxes.YES, axis) : x.square().sum(KeepAxes.YES, axis).sqrt();
    Tensor none = size.eq(0);
    return x.divide(Tensor.scalar(x.elementType(), 1).where(none, size));
  }

  /// `x / (bias + alpha/size · Σ x²)^beta` over neighbouring channels.
  private static Tensor localResponse(NodeCall call) {
    Tensor x = call.tensor(0);
    int size = call.integer("size", 1);
    int rank = x.shape().rank();
    int[] before = new int[rank];
    int[] after = new int[rank];
    before[1] = (size - 1) / 2;
    after[1] = size - 1 - before[1];
    Tensor squares = MovementOperators.constant(x.square(), before, after, 0);
    Tensor sum = Tensor.zerosLike(x);
    for (int i = 0; i < size; i++) {
      sum = sum.add(Tensor.apply(new SliceOp(1, i, 1, x.shape().size(1)), squares));
    }
    Tensor base = sum.multiply(call.real("alpha", 1e-4) / size).add(call.real("bias", 1));
    return x.divide(base.pow(call.real("beta", 0.75)));
  }

  /// Acts in training only. A file that asks for it in inference too is refused unless it keeps
  /// every element.
  private static List<OnnxValue> dropout(NodeCall call) {
    Tensor x = call.tensor(0);
    double ratio = call.opset() < 12 ? call.real("ratio", 0.5) : call.real(1, 0.5);
    boolean inFile =
        call.opset() < 7
            ? call.whole("is_test", 0) == 0 && call.hasAttribute("is_test")
            : call.whole(2, 0) != 0;
    Tensor keep = Tensor.ones(ElementType.BOOL, x.shape());
    Tensor y = x;
    if (ratio > 0 && call.pass() instanceof Pass.Training training) {
      keep = Tensor.bernoulli(x.shape(), 1 - ratio, training.random()).notEqual(0);
      y = x.multiply(keep.to(x.elementType()).multiply(1 / (1 - ratio)));
    } else if (ratio > 0 && inFile) {
      throw call.refuse(
          "the file asks for random zeros in inference; call the model with Pass.Training, or export it for inference");
    }
    OnnxType maskType = call.opset() < 10 ? call.type(0) : OnnxType.BOOL;
    return List.of(OnnxValue.of(call.type(0), y), OnnxValue.of(maskType, keep));
  }
}
