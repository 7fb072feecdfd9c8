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

/// One operation on its way into the graph: how it ran in each trace, the names of its inputs, and
/// what adds nodes.
final class StepExport {

  private final GraphBuilder graph;
  private final List<ModelTrace.Step> each;
  private final ModelTrace.Step small;
  private final List<String> inputs;

  StepExport(GraphBuilder graph, List<ModelTrace.Step> each, List<String> inputs) {
    this.graph = graph;
    this.each = each;
    this.small = each.getFirst();
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

  /// The operation as it ran in the first trace.
  ModelTrace.Step first() {
    return small;
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

  /// Integers that may grow with the batch and the length.
  String wholes(Function<ModelTrace.Step, long[]> values) {
    return graph.vector(each.stream().map(values).toList(), small.path());
  }

  /// One number in a shape that may grow.
  String filled(double value, Function<ModelTrace.Step, long[]> sizes) {
    return graph.filled(
        value, tensor(0).elementType(), each.stream().map(sizes).toList(), small.path());
  }

  /// Whether an integer is the same for every batch and length.
  boolean isSame(Function<ModelTrace.Step, Long> value) {
    return each.stream().map(value).distinct().count() == 1;
  }

  /// The only integer, which must be the same for every batch.
  long same(String what, Function<ModelTrace.Step, Long> value) {
    if (!isSame(value)) {
      throw refuse(
          "%s of the operation \"%s\" grows with the batch or the length; export with a fixed batch or length"
              .formatted(what, small.operation().label()));
    }
    return value.apply(small);
  }

  /// A target for Reshape: where one size alone grows it is left open.
  String target(Function<ModelTrace.Step, Shape> shape) {
    List<long[]> sizes = each.stream().map(step -> longs(shape.apply(step))).toList();
    long[] first = sizes.getFirst().clone();
    int open = -1;
    int growing = 0;
    for (int i = 0; i < first.length; i++) {
      int axis = i;
      if (sizes.stream().anyMatch(all -> all[axis] != first[axis])) {
        open = axis;
        growing++;
      }
    }
    if (growing == 1 && LongStream.of(first).noneMatch(size -> size == 0)) {
      first[open] = -1;
      return wholes(first);
    }
    return graph.vector(sizes, small.path());
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
