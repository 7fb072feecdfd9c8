package dev.adjoint.models;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What PyTorch says of a network: the names and shapes of its state, and an output.
///
/// @param count of the numbers of the parameters
/// @param input its shape
/// @param output its shape
/// @param largest the largest absolute number of the output
/// @param every the distance of the shown numbers in the output
/// @param state shapes by name, in order
record TorchTwin(
    String name,
    long count,
    Shape input,
    Shape output,
    double largest,
    int every,
    double[] shown,
    Map<String, Shape> state) {

  /// The networks in the file that `tools/parity/models.py` has written.
  static List<TorchTwin> stored() {
    try (InputStream file =
        Objects.requireNonNull(TorchTwin.class.getResourceAsStream("twins.txt"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\n")).map(part -> read(part.lines().toList())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TorchTwin read(List<String> lines) {
    Map<String, Shape> state = new LinkedHashMap<>();
    for (String line : lines.subList(6, lines.size())) {
      state.put(line.split(" ", 2)[0], shape(line));
    }
    String[] shown = lines.get(5).split(" ");
    return new TorchTwin(
        lines.get(0).split(" ", 2)[1],
        Long.parseLong(lines.get(1).split(" ", 2)[1]),
        shape(lines.get(2)),
        shape(lines.get(3)),
        Double.parseDouble(lines.get(4).split(" ", 2)[1]),
        Integer.parseInt(shown[1]),
        Arrays.stream(shown).skip(2).mapToDouble(Double::parseDouble).toArray(),
        state);
  }

  /// What stands after the first word.
  private static Shape shape(String line) {
    return Shape.of(Arrays.stream(line.split(" ")).skip(1).mapToInt(Integer::parseInt).toArray());
  }

  /// The values of the state, as the script draws them.
  Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    int entry = 0;
    for (Map.Entry<String, Shape> each : state.entrySet()) {
      weights.put(each.getKey(), value(each.getKey(), entry++, each.getValue()));
    }
    return weights;
  }

  private static Tensor value(String name, int entry, Shape shape) {
    if (name.endsWith("num_batches_tracked")) {
      return Tensor.scalar(0L);
    }
    float[] values = new float[shape.count()];
    double scale = shape.rank() < 2 ? 0 : Math.sqrt(3.0 * shape.size(0) / shape.count());
    for (int i = 0; i < values.length; i++) {
      double u = draw(entry, i);
      values[i] =
          (float)
              (shape.rank() >= 2
                  ? u * scale
                  : name.endsWith("running_var")
                      ? 1 + 0.5 * u
                      : name.endsWith("weight") ? 1 + 0.25 * u : 0.25 * u);
    }
    return Tensor.of(values, shape);
  }

  /// The input, as the script draws it.
  ///
  /// @param vocabulary the number below which the integers of each column are, or of all columns;
  ///   empty for floating numbers
  Tensor x(List<Integer> vocabulary) {
    int count = input.count();
    if (vocabulary.isEmpty()) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) draw(-1, i);
      }
      return Tensor.of(values, input);
    }
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add((long) ((draw(-1, i) + 1) / 2 * vocabulary.get(i % vocabulary.size())));
    }
    return Tensor.of(values.stream().mapToLong(Long::longValue).toArray(), input);
  }

  /// Number i of an entry: within −1 … 1.
  private static double draw(int entry, int i) {
    int h = i * (int) 2654435761L + (entry + 1) * (int) 2246822519L;
    h ^= h >>> 15;
    h *= 0x2C1B3C6D;
    h ^= h >>> 12;
    h *= 0x297A2D39;
    h ^= h >>> 15;
    return (h >>> 8) / (double) (1 << 23) - 1;
  }
}
