package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.list;
import static dev.adjoint.onnx.keras.KerasGraph.text;

import dev.adjoint.onnx.keras.KerasGraph.Value;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Layers that move, repeat, pad and cut elements.
final class ShapeRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.ofEntries(
          Map.entry("Flatten", ShapeRules::flatten),
          Map.entry("Reshape", ShapeRules::reshape),
          Map.entry("Permute", ShapeRules::permute),
          Map.entry("RepeatVector", ShapeRules::repeat),
          Map.entry("ZeroPadding1D", call -> padded(call, 1)),
          Map.entry("ZeroPadding2D", call -> padded(call, 2)),
          Map.entry("Cropping1D", call -> cropped(call, 1)),
          Map.entry("Cropping2D", call -> cropped(call, 2)),
          Map.entry("UpSampling1D", call -> larger(call, 1)),
          Map.entry("UpSampling2D", call -> larger(call, 2)));

  private ShapeRules() {}

  private static Value flatten(KerasCall call) throws IOException {
    requireChannelsLast(call);
    return call.node("Reshape", 2, Map.of(), call.x(), call.wholes("shape", 0, -1));
  }

  private static void requireChannelsLast(KerasCall call) throws IOException {
    if (!call.layer().isChannelsLast()) {
      throw call.layer().refuse("data_format channels_first is not supported for this layer");
    }
  }

  private static Value reshape(KerasCall call) throws IOException {
    long[] sizes = wholes(call, "target_shape", 0);
    return call.node("Reshape", sizes.length, Map.of(), call.x(), call.wholes("shape", sizes));
  }

  /// The integers of a setting, after this number for the batch.
  private static long[] wholes(KerasCall call, String key, long batch) throws IOException {
    JsonNode given = call.layer().config().path(key);
    long[] values = new long[given.size() + 1];
    values[0] = batch;
    for (int i = 0; i < given.size(); i++) {
      if (!given.get(i).isInt()) {
        throw call.layer().refuse("%s is %s but must be integers".formatted(key, given));
      }
      values[i + 1] = given.get(i).asInt();
    }
    return values;
  }

  private static Value permute(KerasCall call) throws IOException {
    long[] axes = wholes(call, "dims", 0);
    return call.node("Transpose", axes.length, Map.of("perm", list(axes)), call.x(axes.length));
  }

  private static Value repeat(KerasCall call) throws IOException {
    Value row = call.node("Unsqueeze", 3, Map.of(), call.x(2), call.wholes("axis", 1));
    return call.node("Tile", row, call.wholes("repeats", 1, call.layer().size("n"), 1));
  }

  /// Before and after each of the axes between batch and channels: a number, one number for each
  /// axis, or two.
  private static long[][] margins(KerasCall call, String key, int axes) throws IOException {
    requireChannelsLast(call);
    JsonNode given = call.layer().config().path(key);
    boolean one = axes == 1 && given.size() == 2 && given.get(0).isInt();
    long[][] margins = new long[axes][2];
    for (int i = 0; i < axes; i++) {
      JsonNode axis = given.isArray() && !one ? given.path(i) : given;
      for (int side = 0; side < 2; side++) {
        JsonNode number = axis.isArray() ? axis.path(side) : axis;
        if (!number.isInt() || number.asInt() < 0) {
          throw call.layer()
              .refuse("%s is %s but must be numbers for each side".formatted(key, given));
        }
        margins[i][side] = number.asInt();
      }
    }
    return margins;
  }

  private static Value padded(KerasCall call, int axes) throws IOException {
    long[][] margins = margins(call, "padding", axes);
    long[] pads = new long[2 * (axes + 2)];
    for (int i = 0; i < axes; i++) {
      pads[i + 1] = margins[i][0];
      pads[axes + 3 + i] = margins[i][1];
    }
    return call.node("Pad", call.x(axes + 2), call.wholes("pads", pads));
  }

  private static Value cropped(KerasCall call, int axes) throws IOException {
    long[][] margins = margins(call, "cropping", axes);
    long[] starts = new long[axes];
    long[] ends = new long[axes];
    long[] at = new long[axes];
    for (int i = 0; i < axes; i++) {
      starts[i] = margins[i][0];
      ends[i] = margins[i][1] == 0 ? Long.MAX_VALUE : -margins[i][1];
      at[i] = i + 1L;
    }
    return call.node(
        "Slice",
        call.x(axes + 2),
        call.wholes("starts", starts),
        call.wholes("ends", ends),
        call.wholes("axes", at));
  }

  private static Value larger(KerasCall call, int axes) throws IOException {
    KerasLayer layer = call.layer();
    int[] factors = layer.sizes("size", axes, axes == 1 ? new int[] {2} : new int[] {2, 2});
    float[] scales = new float[axes + 2];
    scales[0] = 1;
    scales[1] = 1;
    for (int i = 0; i < axes; i++) {
      scales[i + 2] = factors[i];
    }
    String way = layer.text("interpolation", "nearest");
    if (!way.equals("nearest") && !way.equals("bilinear")) {
      throw layer.refuse("interpolation is %s but must be nearest or bilinear".formatted(way));
    }
    boolean nearest = way.equals("nearest");
    Value none = call.weight("no_region", Tensor.of(new float[0], Shape.of(0)));
    Value y =
        call.node(
            "Resize",
            axes + 2,
            Map.of(
                "mode", text(nearest ? "nearest" : "linear"),
                "nearest_mode", text("floor"),
                "coordinate_transformation_mode", text(nearest ? "asymmetric" : "half_pixel")),
            call.channelsFirst(call.x(axes + 2)),
            none,
            call.weight("scales", Tensor.of(scales, Shape.of(scales.length))));
    return call.fromChannelsFirst(y);
  }
}
