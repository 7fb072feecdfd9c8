package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.list;
import static dev.adjoint.onnx.keras.KerasGraph.text;
import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Convolutions. Kernels are `[…, in, out]` in Keras and become `[out, in, …]`.
final class ConvolutionRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.of(
          "Conv1D", call -> convolution(call, 1),
          "Conv2D", call -> convolution(call, 2),
          "Conv3D", call -> convolution(call, 3),
          "DepthwiseConv1D", call -> depthwise(call, 1),
          "DepthwiseConv2D", call -> depthwise(call, 2),
          "SeparableConv1D", call -> separable(call, 1),
          "SeparableConv2D", call -> separable(call, 2),
          "Conv2DTranspose", call -> transposed(call, 2));

  private ConvolutionRules() {}

  private static Value convolution(KerasCall call, int axes) throws IOException {
    Tensor kernel = turned(call.read("kernel", 0, axes + 2));
    Value x = call.channelsFirst(call.x(axes + 2));
    List<Value> inputs = new ArrayList<>(List.of(x, call.weight("kernel", kernel)));
    bias(call, inputs, 1);
    Map<String, OnnxAttribute> attributes = attributes(call, axes);
    attributes.put("group", whole(call.layer().config().path("groups").asInt(1)));
    return call.activatedFromChannelsFirst(conv(call, "Conv", attributes, inputs));
  }

  private static Value depthwise(KerasCall call, int axes) throws IOException {
    Value x = call.channelsFirst(call.x(axes + 2));
    Tensor kernel = call.read("kernel", 0, axes + 2);
    List<Value> inputs = new ArrayList<>(List.of(x, call.weight("kernel", perChannel(kernel))));
    bias(call, inputs, 1);
    Map<String, OnnxAttribute> attributes = attributes(call, axes);
    attributes.put("group", whole(kernel.shape().size(axes)));
    return call.activatedFromChannelsFirst(conv(call, "Conv", attributes, inputs));
  }

  private static Value separable(KerasCall call, int axes) throws IOException {
    Value x = call.channelsFirst(call.x(axes + 2));
    Tensor depthwise = call.read("depthwise_kernel", 0, axes + 2);
    Map<String, OnnxAttribute> attributes = attributes(call, axes);
    attributes.put("group", whole(depthwise.shape().size(axes)));
    Value first = call.weight("depthwise_kernel", perChannel(depthwise));
    Value between = conv(call, "Conv", attributes, List.of(x, first));
    Tensor pointwise = turned(call.read("pointwise_kernel", 1, axes + 2));
    List<Value> inputs =
        new ArrayList<>(List.of(between, call.weight("pointwise_kernel", pointwise)));
    bias(call, inputs, 2);
    return call.activatedFromChannelsFirst(conv(call, "Conv", Map.of(), inputs));
  }

  private static Value transposed(KerasCall call, int axes) throws IOException {
    KerasLayer layer = call.layer();
    // Keras has [height, width, out, in], ONNX [in, out, height, width].
    Tensor kernel = turned(call.read("kernel", 0, axes + 2));
    int[] strides = layer.sizes("strides", axes, ones(axes));
    int[] sizes = layer.sizes("kernel_size", axes, ones(axes));
    for (int i = 0; i < axes; i++) {
      if (sizes[i] < strides[i] || layer.config().path("output_padding").isArray()) {
        throw layer.refuse("output_padding, and strides larger than the kernel, are not supported");
      }
    }
    Value x = call.channelsFirst(call.x(axes + 2));
    List<Value> inputs = new ArrayList<>(List.of(x, call.weight("kernel", kernel)));
    bias(call, inputs, 1);
    return call.activatedFromChannelsFirst(
        conv(call, "ConvTranspose", attributes(call, axes), inputs));
  }

  private static Value conv(
      KerasCall call, String operator, Map<String, OnnxAttribute> attributes, List<Value> inputs) {
    return call.node(operator, inputs.getFirst().rank(), attributes, inputs.toArray(Value[]::new));
  }

  private static void bias(KerasCall call, List<Value> inputs, int index) throws IOException {
    if (call.layer().flag("use_bias", true)) {
      inputs.add(call.weight("bias", call.read("bias", index, 1)));
    }
  }

  /// `[…, in, out]` as `[out, in, …]`.
  private static Tensor turned(Tensor kernel) {
    int rank = kernel.shape().rank();
    return kernel
        .permute(
            IntStream.concat(IntStream.of(rank - 1, rank - 2), IntStream.range(0, rank - 2))
                .toArray())
        .copy();
  }

  /// `[…, in, multiplier]` as `[in·multiplier, 1, …]`.
  private static Tensor perChannel(Tensor kernel) {
    int rank = kernel.shape().rank();
    Tensor turned =
        kernel.permute(
            IntStream.concat(IntStream.of(rank - 2, rank - 1), IntStream.range(0, rank - 2))
                .toArray());
    int[] sizes = turned.shape().toArray();
    sizes[0] *= sizes[1];
    sizes[1] = 1;
    return turned.reshape(sizes).copy();
  }

  private static Map<String, OnnxAttribute> attributes(KerasCall call, int axes)
      throws IOException {
    KerasLayer layer = call.layer();
    int[] dilations = layer.sizes("dilation_rate", axes, ones(axes));
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put("strides", list(longs(layer.sizes("strides", axes, ones(axes)))));
    attributes.put("dilations", list(longs(dilations)));
    switch (layer.text("padding", "valid")) {
      case "valid" -> attributes.put("auto_pad", text("VALID"));
      case "same" -> attributes.put("auto_pad", text("SAME_UPPER"));
      case "causal" -> {
        int kernel = layer.sizes("kernel_size", axes, ones(axes))[0];
        attributes.put("pads", list((kernel - 1L) * dilations[0], 0));
      }
      default ->
          throw layer.refuse(
              "padding is %s but must be valid, same or causal"
                  .formatted(layer.config().path("padding")));
    }
    return attributes;
  }

  private static int[] ones(int axes) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
