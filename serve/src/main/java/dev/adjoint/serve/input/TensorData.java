package dev.adjoint.serve.input;

import dev.adjoint.serve.http.Refusal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A tensor in a request of the Open Inference Protocol, with data that fits its shape and type.
///
/// @param name its name
/// @param datatype such as `FP32`
/// @param shape its sizes
/// @param data its elements, the last axis fastest; `null` is a missing value
public record TensorData(
    String name, String datatype, List<Integer> shape, List<@Nullable Object> data) {

  private static final Set<String> WHOLE =
      Set.of("INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64");
  private static final Set<String> REAL = Set.of("FP16", "FP32", "FP64");
  private static final int MOST_AXES = 8;

  /// Reads one entry of `inputs`.
  ///
  /// @param entry the entry, untrusted
  /// @throws Refusal 400 naming what is missing or invalid
  public static TensorData of(@Nullable Object entry) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw Refusal.of(400, "inputs: each must be an object with name, shape, datatype and data");
    }
    if (!(map.get("name") instanceof String name)) {
      throw Refusal.of(400, "inputs: each needs a name; the model's metadata lists them");
    }
    if (!(map.get("datatype") instanceof String datatype) || !isKnown(datatype)) {
      throw Refusal.of(
          400,
          "input \"%s\": datatype must be BOOL, BYTES, FP16 to FP64, INT8 to INT64 or UINT8 to UINT64"
              .formatted(name));
    }
    List<Integer> shape = shape(name, map.get("shape"));
    List<@Nullable Object> data = new ArrayList<>();
    flatten(map.get("data"), data);
    if (!(map.get("data") instanceof List<?>)) {
      throw Refusal.of(400, "input \"%s\": data must be a list of the elements".formatted(name));
    }
    long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (count != data.size()) {
      throw Refusal.of(
          400,
          "input \"%s\": shape %s has %,d elements but data has %,d; send as many elements as the shape has"
              .formatted(name, shape, count, data.size()));
    }
    data.forEach(element -> require(name, datatype, element));
    return new TensorData(name, datatype, shape, data);
  }

  private static boolean isKnown(String datatype) {
    return WHOLE.contains(datatype)
        || REAL.contains(datatype)
        || datatype.equals("BOOL")
        || datatype.equals("BYTES");
  }

  /// Sizes whose product cannot overflow: each is at most the number of elements that a body can
  /// have.
  private static List<Integer> shape(String name, @Nullable Object value) {
    List<Integer> shape = new ArrayList<>();
    if (value instanceof List<?> sizes && !sizes.isEmpty() && sizes.size() <= MOST_AXES) {
      long product = 1;
      for (Object size : sizes) {
        boolean fits = size instanceof Integer whole && whole >= 0;
        product = fits ? product * (Integer) size : -1;
        if (product < 0 || product > Integer.MAX_VALUE) {
          shape.clear();
          break;
        }
        shape.add((Integer) size);
      }
    }
    if (shape.isEmpty()) {
      throw Refusal.of(
          400,
          "input \"%s\": shape must be a list of one to %d whole numbers, such as [1, 28, 28]"
              .formatted(name, MOST_AXES));
    }
    return shape;
  }

  /// Nested lists are read like a flat one.
  private static void flatten(@Nullable Object value, List<@Nullable Object> into) {
    if (value instanceof List<?> list) {
      list.forEach(child -> flatten(child, into));
    } else {
      into.add(value);
    }
  }

  private static void require(String name, String datatype, @Nullable Object element) {
    boolean fits =
        switch (element) {
          case null -> true;
          case Number number when REAL.contains(datatype) -> Double.isFinite(number.doubleValue());
          case Number number when WHOLE.contains(datatype) ->
              number instanceof Integer || number instanceof Long || number instanceof BigInteger;
          case Boolean _ -> datatype.equals("BOOL");
          case String _ -> datatype.equals("BYTES");
          default -> false;
        };
    if (!fits) {
      throw Refusal.of(
          400,
          "input \"%s\": '%s' is not a value of type %s; send elements of the datatype"
              .formatted(name, shown(element), datatype));
    }
  }

  private static String shown(@Nullable Object element) {
    String text = String.valueOf(element);
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /// The elements as numbers.
  ///
  /// @throws Refusal 400 when one is missing or a text
  public double[] numbers() {
    double[] numbers = new double[data.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(data.get(i) instanceof Number number)) {
        throw Refusal.of(
            400,
            "input \"%s\": element %d is '%s' but must be a number"
                .formatted(name, i, shown(data.get(i))));
      }
      numbers[i] = number.doubleValue();
    }
    return numbers;
  }
}
