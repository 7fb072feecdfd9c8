package dev.adjoint.onnx.export;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/// One operation on its way into the graph: the two times that it ran, the names of its inputs, and
/// what adds nodes.
final class StepExport {

  private final GraphBuilder graph;
  private final ModelTrace.Step small;
  private final ModelTrace.Step large;
  private final List<String> inputs;

  StepExport(
      GraphBuilder graph, ModelTrace.Step small, ModelTrace.Step large, List<String> inputs) {
    this.graph = graph;
    this.small = small;
    this.large = large;
    this.inputs = inputs;
  }

  /// The names of the inputs.
  List<String> inputs() {
    return inputs;
  }

  String input(int index) {
    return inputs.get(index);
  }

  int count() {
    return inputs.size();
  }

  /// The operation as it ran on the smaller batch.
  <O extends Operation> O operation(Class<O> type) {
    return type.cast(small.operation());
  }

  /// An input as it was with the smaller batch.
  Tensor tensor(int index) {
    return small.inputs().get(index);
  }

  int rank(int index) {
    return tensor(index).shape().rank();
  }

  /// Adds a node with one result, whose name is returned.
  String node(String operator, Map<String, OnnxAttribute> attributes, String... reads) {
    return graph.node(small.path(), operator, List.of(reads), attributes, 1).getFirst();
  }

  /// Adds a node without attributes.
  String node(String operator, String... reads) {
    return node(operator, Map.of(), reads);
  }

  /// Adds a node with several results.
  List<String> nodes(
      String operator, int results, Map<String, OnnxAttribute> attributes, String... reads) {
    return graph.node(small.path(), operator, List.of(reads), attributes, results);
  }

  /// A reduction over these axes, which keeps them: since version 18 the axes are an input.
  String reduced(String operator, String x, long... axes) {
    return graph.opset() < 18
        ? node(operator, Map.of("axes", wholesOf(axes)), x)
        : node(operator, x, wholes(axes));
  }

  /// Equal parts along an axis, whose number has to be told since version 18.
  List<String> parts(int count, int axis, String x) {
    return nodes(
        "Split",
        count,
        graph.opset() < 18
            ? Map.of("axis", whole(axis))
            : Map.of("axis", whole(axis), "num_outputs", whole(count)),
        x);
  }

  /// Names the only result.
  void result(String name) {
    results(List.of(name));
  }

  /// Names all results.
  void results(List<String> names) {
    for (int i = 0; i < small.results().size(); i++) {
      graph.bind(small.results().get(i), names.get(i));
    }
  }

  /// A number in the element type of the first input.
  String number(double value) {
    return graph.constant(Tensor.scalar(tensor(0).elementType(), value));
  }

  /// A constant tensor.
  String constant(Tensor value) {
    return graph.constant(value);
  }

  /// Integers that are the same for every batch.
  String wholes(long... values) {
    return graph.constant(Tensor.of(values));
  }

  /// Integers that may grow with the batch.
  String wholes(Function<ModelTrace.Step, long[]> values) {
    return graph.vector(values.apply(small), values.apply(large), small.path());
  }

  /// The only integer, which must be the same for every batch.
  long same(String what, Function<ModelTrace.Step, Long> value) {
    long first = value.apply(small);
    if (first != value.apply(large)) {
      throw refuse(
          "%s of the operation \"%s\" grows with the batch; export with a fixed batch"
              .formatted(what, small.operation().label()));
    }
    return first;
  }

  /// A target for Reshape: where one size alone grows with the batch it is left open.
  String target(Function<ModelTrace.Step, Shape> shape) {
    long[] first = longs(shape.apply(small));
    long[] second = longs(shape.apply(large));
    int open = -1;
    int growing = 0;
    for (int axis = 0; axis < first.length; axis++) {
      if (first[axis] != second[axis]) {
        open = axis;
        growing++;
      }
    }
    if (growing == 1 && LongStream.of(first).noneMatch(size -> size == 0)) {
      first[open] = -1;
      return wholes(first);
    }
    return graph.vector(first, second, small.path());
  }

  static long[] longs(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }

  ExportException refuse(String reason) {
    return new ExportException(reason, small.path());
  }

  static OnnxAttribute whole(long value) {
    return new OnnxAttribute.Whole(value);
  }

  static OnnxAttribute real(double value) {
    return new OnnxAttribute.Real((float) value);
  }

  static OnnxAttribute wholesOf(long... values) {
    List<Long> list = new ArrayList<>();
    for (long value : values) {
      list.add(value);
    }
    return new OnnxAttribute.Wholes(list);
  }

  static OnnxAttribute elements(Tensor value) {
    return new OnnxAttribute.Elements(OnnxTensor.of("", value));
  }

  static OnnxAttribute type(Tensor like) {
    return whole(OnnxType.of(like.elementType()).code());
  }
}
