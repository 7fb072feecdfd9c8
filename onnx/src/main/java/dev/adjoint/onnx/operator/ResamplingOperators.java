package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Images of another size. Each axis is resampled by itself, by a matrix of weights or, for the
/// nearest element, by indices.
final class ResamplingOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("Resize", ResamplingOperators::resize),
          same("Upsample", ResamplingOperators::upsample),
          same("GridSample", GridSampling::of));

  private ResamplingOperators() {}

  private static Tensor upsample(NodeCall call) {
    Tensor x = call.tensor(0);
    double[] scales =
        call.opset() < 9 ? call.reals("scales").orElse(new double[0]) : call.value(1).reals();
    if (scales.length != x.shape().rank()) {
      throw call.refuse(
          "there are %d scales for the input %s; give one for each axis"
              .formatted(scales.length, x.shape()));
    }
    int[] sizes = new int[scales.length];
    Arrays.setAll(sizes, axis -> (int) Math.floor(x.shape().size(axis) * scales[axis]));
    String mode = call.text("mode", "nearest");
    AxisSampling.Options options =
        new AxisSampling.Options(mode, "asymmetric", "floor", -0.75, false, 0);
    return sampled(call, x, sizes, scales, options, new double[0]);
  }

  private static Tensor resize(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    boolean old = call.opset() < 11;
    if (call.flag("antialias", false)) {
      throw call.refuse("antialias is not supported; export the model without it");
    }
    int[] all = new int[rank];
    Arrays.setAll(all, i -> i);
    int[] axes = call.axes(call.integers("axes").orElse(all), rank);
    double[] scales = new double[rank];
    Arrays.fill(scales, 1);
    int[] sizes = x.shape().toArray();
    boolean byScale = old || (call.has(2) && call.tensor(2).shape().count() > 0);
    if (byScale) {
      double[] given = call.value(old ? 1 : 2).reals();
      requireCount(call, given.length, axes.length);
      for (int i = 0; i < axes.length; i++) {
        scales[axes[i]] = given[i];
        double exact = sizes[axes[i]] * given[i];
        sizes[axes[i]] = (int) Math.floor(exact);
        requireWhole(call, exact);
      }
    } else {
      int[] given =
          call.integers(3).orElseThrow(() -> call.refuse("neither scales nor sizes are given"));
      requireCount(call, given.length, axes.length);
      bySizes(call, axes, given, sizes, scales);
    }
    AxisSampling.Options options =
        new AxisSampling.Options(
            call.text("mode", "nearest"),
            call.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel"),
            call.text("nearest_mode", old ? "floor" : "round_prefer_floor"),
            call.real("cubic_coeff_a", -0.75),
            call.flag("exclude_outside", false),
            call.real("extrapolation_value", 0));
    double[] regions = !old && call.has(1) ? call.value(1).reals() : new double[0];
    double[] region = new double[2 * rank];
    if (options.crops()) {
      requireCount(call, regions.length, 2 * axes.length);
      Arrays.fill(region, rank, 2 * rank, 1);
      for (int i = 0; i < axes.length; i++) {
        region[axes[i]] = regions[i];
        region[rank + axes[i]] = regions[axes.length + i];
      }
    }
    return sampled(call, x, sizes, scales, options, region);
  }

  /// With aligned corners and a size that is rounded down, ONNX's tests and other programs give
  /// different answers.
  private static void requireWhole(NodeCall call, double exact) {
    boolean corners = call.text("coordinate_transformation_mode", "").equals("align_corners");
    if (corners && exact != Math.floor(exact)) {
      throw call.refuse(
          "align_corners with a scale that gives %s elements is computed differently by different programs; give sizes instead of scales"
              .formatted((float) exact));
    }
  }

  private static void requireCount(NodeCall call, int given, int expected) {
    if (given != expected) {
      throw call.refuse("%d numbers are given but the input needs %d".formatted(given, expected));
    }
  }

  private static void bySizes(
      NodeCall call, int[] axes, int[] given, int[] sizes, double[] scales) {
    String policy = call.text("keep_aspect_ratio_policy", "stretch");
    double common = policy.equals("not_larger") ? Double.MAX_VALUE : 0;
    for (int i = 0; i < axes.length; i++) {
      double scale = (double) given[i] / sizes[axes[i]];
      common = policy.equals("not_larger") ? Math.min(common, scale) : Math.max(common, scale);
    }
    for (int i = 0; i < axes.length; i++) {
      int before = sizes[axes[i]];
      boolean stretched = policy.equals("stretch");
      sizes[axes[i]] = stretched ? given[i] : (int) Math.round(common * before);
      scales[axes[i]] = stretched ? (double) given[i] / before : common;
    }
  }

  private static Tensor sampled(
      NodeCall call,
      Tensor x,
      int[] sizes,
      double[] scales,
      AxisSampling.Options options,
      double[] region) {
    int rank = x.shape().rank();
    Tensor y = x;
    Optional<Tensor> inside = Optional.empty();
    for (int axis = 0; axis < rank; axis++) {
      int before = x.shape().size(axis);
      boolean crops = options.crops() && (region[axis] != 0 || region[rank + axis] != 1);
      if (sizes[axis] == before && scales[axis] == 1 && !crops) {
        continue;
      }
      double start = options.crops() ? region[axis] : 0;
      double end = options.crops() ? region[rank + axis] : 1;
      AxisSampling sampling =
          new AxisSampling(call, options, before, sizes[axis], scales[axis], start, end);
      y = sampling.of(y, axis);
      if (options.crops()) {
        Tensor here = sampling.inside(axis, rank);
        inside = Optional.of(inside.map(other -> other.logicalAnd(here)).orElse(here));
      }
    }
    Tensor result = y;
    return inside
        .map(mask -> result.where(mask, Tensor.scalar(x.elementType(), options.extrapolation())))
        .orElse(result);
  }
}
