package dev.adjoint.nn.summary;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;
import java.util.Set;

/// The multiply–adds of one operation, from its shapes.
final class MultiplyAdds {

  /// Operations whose results share memory with their input.
  private static final Set<String> VIEWS =
      Set.of("reshape", "permute", "expand", "slice", "flip", "diagonal");

  private MultiplyAdds() {}

  static long of(Trace.Step step) {
    List<Tensor> in = step.inputs();
    long count = step.result().shape().count();
    return switch (step.operation().label()) {
      case "linear" -> count * in.get(1).shape().size(1);
      case "matmul" -> count * in.getFirst().shape().size(-1);
      case "conv2d" -> count * perOutput(in.get(1).shape());
      case "conv2d data" -> in.getFirst().shape().count() * perOutput(in.get(1).shape());
      case "attention" -> {
        Shape query = in.getFirst().shape();
        long keys = in.get(1).shape().size(-2);
        yield query.count() * keys + count * keys;
      }
      case "self attention" -> 2 * count * step.result().shape().size(-2);
      case "lstm" -> lstm(in);
      default -> 0;
    };
  }

  private static long perOutput(Shape weight) {
    return (long) weight.count() / weight.size(0);
  }

  /// Every step of every sequence multiplies both weights.
  private static long lstm(List<Tensor> in) {
    Shape x = in.getFirst().shape();
    long steps = (long) x.size(0) * x.size(1);
    return steps * ((long) in.get(3).shape().count() + in.get(4).shape().count());
  }

  static boolean isView(Trace.Step step) {
    return VIEWS.contains(step.operation().label());
  }

  static int bytes(Tensor x) {
    return switch (x.elementType()) {
      case F64, I64 -> Long.BYTES;
      case F32, I32 -> Integer.BYTES;
      case F16, BF16 -> Short.BYTES;
      case BOOL, I8, U8 -> 1;
    };
  }
}
