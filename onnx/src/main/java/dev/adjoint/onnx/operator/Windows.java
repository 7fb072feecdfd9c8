package dev.adjoint.onnx.operator;

import java.util.Arrays;

/// How windows move over the spatial axes of an input `[N, C, …]`: what convolutions and pools have
/// in common.
///
/// @param before elements added before each axis
/// @param after elements added after each axis
record Windows(int[] kernel, int[] stride, int[] dilation, int[] before, int[] after) {

  /// The windows of a node for an input of these sizes.
  ///
  /// @param kernel the sizes of the kernel
  /// @param input the sizes of the spatial axes
  static Windows of(NodeCall call, int[] kernel, int[] input) {
    int axes = kernel.length;
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] stride = sized(call, "strides", ones);
    int[] dilation = sized(call, "dilations", ones);
    int[] pads = sized(call, "pads", new int[2 * axes]);
    int[] before = Arrays.copyOf(pads, axes);
    int[] after = Arrays.copyOfRange(pads, axes, 2 * axes);
    String automatic = call.text("auto_pad", "NOTSET");
    switch (automatic) {
      case "NOTSET" -> {}
      case "VALID" -> {
        Arrays.fill(before, 0);
        Arrays.fill(after, 0);
      }
      case "SAME_UPPER", "SAME_LOWER" -> {
        for (int i = 0; i < axes; i++) {
          int count = (input[i] + stride[i] - 1) / stride[i];
          int reach = (kernel[i] - 1) * dilation[i] + 1;
          int total = Math.max(0, (count - 1) * stride[i] + reach - input[i]);
          int half = total / 2;
          before[i] = automatic.equals("SAME_UPPER") ? half : total - half;
          after[i] = total - before[i];
        }
      }
      default ->
          throw call.refuse(
              "auto_pad is \"%s\" but must be NOTSET, VALID, SAME_UPPER or SAME_LOWER"
                  .formatted(automatic));
    }
    return new Windows(kernel, stride, dilation, before, after);
  }

  static int[] sized(NodeCall call, String name, int[] otherwise) {
    int[] given = call.integers(name).orElse(otherwise);
    if (given.length != otherwise.length) {
      throw call.refuse(
          "the attribute %s has %d numbers but the input needs %d"
              .formatted(name, given.length, otherwise.length));
    }
    return given;
  }

  /// How far a kernel reaches along an axis.
  int reach(int axis) {
    return (kernel[axis] - 1) * dilation[axis] + 1;
  }

  /// The number of windows along an axis of this size.
  ///
  /// @param ceil whether a window that begins within the input or before it may reach beyond the
  ///   end
  int count(int axis, int size, boolean ceil) {
    int room = size + before[axis] + after[axis] - reach(axis);
    int count = Math.floorDiv(room + (ceil ? stride[axis] - 1 : 0), stride[axis]) + 1;
    if (ceil && (count - 1) * stride[axis] >= size + before[axis]) {
      count--;
    }
    return Math.max(0, count);
  }
}
