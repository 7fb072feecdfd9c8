package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.list;
import static dev.adjoint.onnx.keras.KerasGraph.text;
import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.onnx.keras.KerasGraph.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// Pooling, over windows and over whole images.
final class PoolingRules {

  static final Map<String, KerasCall.Rule> RULES = rules();

  private PoolingRules() {}

  private static Map<String, KerasCall.Rule> rules() {
    Map<String, KerasCall.Rule> rules = new LinkedHashMap<>();
    for (int axes = 1; axes <= 3; axes++) {
      int n = axes;
      rules.put("MaxPooling%dD".formatted(n), call -> windows(call, "MaxPool", n));
      rules.put("AveragePooling%dD".formatted(n), call -> windows(call, "AveragePool", n));
      rules.put("GlobalMaxPooling%dD".formatted(n), call -> overall(call, "ReduceMax", n));
      rules.put("GlobalAveragePooling%dD".formatted(n), call -> overall(call, "ReduceMean", n));
    }
    return rules;
  }

  private static Value windows(KerasCall call, String operator, int axes) throws IOException {
    KerasLayer layer = call.layer();
    int[] usual = new int[axes];
    Arrays.fill(usual, 2);
    int[] window = layer.sizes("pool_size", axes, usual);
    boolean same = layer.text("padding", "valid").equals("same");
    Value y =
        call.node(
            operator,
            axes + 2,
            Map.of(
                "kernel_shape", list(ConvolutionRules.longs(window)),
                "strides", list(ConvolutionRules.longs(layer.sizes("strides", axes, window))),
                "auto_pad", text(same ? "SAME_UPPER" : "VALID")),
            call.channelsFirst(call.x(axes + 2)));
    return call.fromChannelsFirst(y);
  }

  /// One number for each channel.
  private static Value overall(KerasCall call, String operator, int axes) throws IOException {
    int first = call.layer().isChannelsLast() ? 1 : 2;
    boolean keep = call.layer().flag("keepdims", false);
    return call.node(
        operator,
        keep ? axes + 2 : 2,
        Map.of(
            "axes", list(LongStream.range(first, first + axes).toArray()),
            "keepdims", whole(keep ? 1 : 0)),
        call.x(axes + 2));
  }
}
