package dev.adjoint.tensor;

import dev.adjoint.tensor.op.movement.ConcatOp;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tensors put together, and cut apart again.
final class Joining {

  /// Into so many parts [#unbind] cuts a tensor at a time.
  private static final int PARTS = 4;

  private Joining() {}

  static Tensor concat(int axis, Tensor... parts) {
    requireParts("concat", parts);
    int along = parts[0].shape().axis("concat", axis);
    return Tensor.apply(new ConcatOp(along), parts);
  }

  static Tensor stack(int axis, Tensor... parts) {
    requireParts("stack", parts);
    Shape shape = parts[0].shape();
    Tensor[] layers = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].shape().equals(shape)) {
        throw new ShapeException(
            "stack",
            "tensor %d has shape %s but tensor 0 has %s; all shapes must be equal, or use concat"
                .formatted(i, parts[i].shape(), shape));
      }
      layers[i] = parts[i].unsqueeze(axis);
    }
    int along = axis < 0 ? axis + shape.rank() + 1 : axis;
    return Tensor.apply(new ConcatOp(along), layers);
  }

  private static void requireParts(String operation, Tensor... parts) {
    if (parts.length == 0) {
      throw new ShapeException(operation, "there are no tensors to join; give at least one");
    }
  }

  static int[] equalSizes(Shape shape, int axis, int size) {
    int length = shape.size(shape.axis("split", axis));
    if (size < 1) {
      throw new ShapeException(
          "split", "the size of a part is %d; it is at least 1".formatted(size));
    }
    int count = Math.max(1, Math.ceilDiv(length, size));
    int[] sizes = new int[count];
    Arrays.fill(sizes, size);
    sizes[count - 1] = length - (count - 1) * size;
    return sizes;
  }

  static List<Tensor> chunk(Tensor x, int axis, int count) {
    int length = x.shape().size(x.shape().axis("chunk", axis));
    if (count < 1) {
      throw new ShapeException(
          "chunk", "the number of parts is %d; it is at least 1".formatted(count));
    }
    int size = Math.max(1, Math.ceilDiv(length, count));
    return split(x, axis, equalSizes(x.shape(), axis, size));
  }

  static List<Tensor> unbind(Tensor x, int axis) {
    int length = x.shape().size(axis);
    List<Tensor> each = new ArrayList<>();
    if (length <= PARTS) {
      for (int i = 0; i < length; i++) {
        each.add(x.select(axis, i));
      }
    } else {
      for (Tensor part : x.split(axis, Math.ceilDiv(length, PARTS))) {
        each.addAll(unbind(part, axis));
      }
    }
    return List.copyOf(each);
  }

  static List<Tensor> split(Tensor x, int axis, int... sizes) {
    int along = x.shape().axis("split", axis);
    long sum = 0;
    boolean negative = false;
    for (int size : sizes) {
      sum += size;
      negative |= size < 0;
    }
    if (negative || sum != x.shape().size(along)) {
      throw new ShapeException(
          "split",
          "the parts %s do not make up axis %d of %s; give sizes of at least 0 with the sum %d"
              .formatted(Arrays.toString(sizes), axis, x.shape(), x.shape().size(along)));
    }
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(Tensor.apply(new SliceOp(along, start, 1, size), x));
      start += size;
    }
    return List.copyOf(parts);
  }
}
