package dev.adjoint.onnx.export;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds a graph from traces of a model on several batches and, if the sequence is open too,
/// lengths.
///
/// What does not depend on an input or a parameter is a constant. It must be the same in all
/// traces, one number everywhere in a shape that grows, or a progression such as the positions of a
/// sequence; a constant that differs comes from numbers that the model read into Java, which no
/// graph repeats.
final class GraphBuilder {

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, String> parameters = new IdentityHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, String> scalars = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final String sizedInput;
  private final Extents extents;
  private final int opset;
  private final Map<Integer, String> openSizes = new LinkedHashMap<>();

  /// @param sizedInput the input whose sizes are the batch and the length
  /// @param extents the batches and lengths of the traces
  /// @param opset the version of the operators
  GraphBuilder(Parameters parameters, String sizedInput, Extents extents, int opset) {
    this.sizedInput = sizedInput;
    this.extents = extents;
    this.opset = opset;
    parameters.byName().forEach((name, p) -> this.parameters.put(p.value(), name));
    parameters.buffers().forEach((name, buffer) -> buffers.put(name, buffer.value()));
    taken.addAll(parameters.byName().keySet());
    taken.addAll(buffers.keySet());
  }

  /// The version of the operators.
  int opset() {
    return opset;
  }

  List<OnnxTensor> initializers() {
    return List.copyOf(initializers.values());
  }

  /// The nodes that the outputs need.
  List<OnnxNode> nodes(List<String> outputs) {
    Set<String> needed = new HashSet<>(outputs);
    List<OnnxNode> kept = new ArrayList<>();
    for (OnnxNode node : nodes.reversed()) {
      if (node.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(node.inputs());
        kept.add(node);
      }
    }
    initializers.keySet().retainAll(needed);
    return kept.reversed();
  }

  void bind(Tensor tensor, String name) {
    names.put(tensor, name);
  }

  /// Adds a step, as it ran in each trace; nothing if all its inputs are constants.
  void add(List<ModelTrace.Step> each) {
    ModelTrace.Step first = each.getFirst();
    boolean live = false;
    for (Tensor input : first.inputs()) {
      live |= names.containsKey(input) || parameters.containsKey(input);
    }
    if (!live) {
      return;
    }
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < first.inputs().size(); i++) {
      int index = i;
      inputs.add(name(each.stream().map(step -> step.inputs().get(index)).toList(), first.path()));
    }
    ExportTable.rule(first.operation(), first.path()).write(new StepExport(this, each, inputs));
  }

  /// The name of a value, which becomes an initializer if it has none.
  ///
  /// @param each the value in each trace
  String name(List<Tensor> each, String path) {
    Tensor first = each.getFirst();
    String known = names.get(first);
    if (known != null) {
      return known;
    }
    String parameter = parameters.get(first);
    String name = parameter == null ? constant(each, path) : parameter;
    if (parameter != null) {
      initializers.put(name, OnnxTensor.of(name, first));
    }
    names.put(first, name);
    return name;
  }

  private String constant(List<Tensor> each, String path) {
    Tensor first = each.getFirst();
    if (each.stream().allMatch(x -> x.shape().equals(first.shape()) && x.contentEquals(first))) {
      return constant(first);
    }
    boolean grows = each.stream().anyMatch(x -> !x.shape().equals(first.shape()));
    if (grows && each.stream().allMatch(x -> isUniform(x) && number(x, 0) == number(first, 0))) {
      return filled(number(first, 0), first.elementType(), sizes(each), path);
    }
    if (grows && each.stream().allMatch(x -> isProgression(x, first))) {
      return progression(each, path);
    }
    if (grows && isBeginning(each)) {
      return beginning(each, path);
    }
    throw new ExportException(
        "a tensor %s differs from batch to batch and does not come from the input; compute it with operations of tensors from the input, or export with a fixed batch"
            .formatted(first.shape()),
        path);
  }

  private static List<long[]> sizes(List<Tensor> each) {
    return each.stream().map(x -> StepExport.longs(x.shape())).toList();
  }

  /// One number in a shape that grows.
  String filled(double value, ElementType type, List<long[]> sizes, String path) {
    Tensor one = Tensor.full(type, Shape.of(1), value);
    Map<String, OnnxAttribute> attributes = Map.of("value", StepExport.elements(one));
    String shape = vector(sizes, path);
    return node(path, "ConstantOfShape", List.of(shape), attributes, 1).getFirst();
  }

  /// Whether the numbers grow by equal steps along one axis, from the same start as those of
  /// another tensor and by the same steps.
  private static boolean isProgression(Tensor x, Tensor like) {
    int count = x.shape().count();
    if (count < 2
        || like.shape().count() < 2
        || Arrays.stream(x.shape().toArray()).filter(size -> size > 1).count() != 1
        || x.elementType() == ElementType.BOOL) {
      return false;
    }
    double start = number(like, 0);
    double step = number(like, 1) - start;
    for (int i = 0; i < count; i++) {
      if (number(x, i) != start + i * step) {
        return false;
      }
    }
    return true;
  }

  /// Whether each tensor is the beginning of the longest one along the axis that grows with the
  /// length, as tables of positions are.
  private boolean isBeginning(List<Tensor> each) {
    Tensor longest = longest(each);
    int axis = growingAxis(each);
    long[] sizes = each.stream().mapToLong(x -> x.shape().count()).toArray();
    return axis >= 0
        && extents.growsWithLengthAlone(sizes)
        && each.stream()
            .allMatch(x -> x.contentEquals(longest.slice(axis, 0, x.shape().size(axis)).copy()));
  }

  /// The only axis whose size differs; -1 if there is not one.
  private static int growingAxis(List<Tensor> each) {
    Shape first = each.getFirst().shape();
    int found = -1;
    for (int i = 0; i < first.rank(); i++) {
      int axis = i;
      boolean grows =
          each.stream()
              .anyMatch(x ->
                  x.shape().rank() != first.rank() || x.shape().size(axis) != first.size(axis));
      if (grows && found >= 0) {
        return -1;
      }
      found = grows ? axis : found;
    }
    return found;
  }

  private static Tensor longest(List<Tensor> each) {
    return each.stream().max(Comparator.comparingInt(x -> x.shape().count())).orElseThrow();
  }

  /// The beginning of the longest tensor; so the file is for sequences up to that of the example.
  private String beginning(List<Tensor> each, String path) {
    int axis = growingAxis(each);
    String end = vector(each.stream().map(x -> new long[] {x.shape().size(axis)}).toList(), path);
    List<String> reads =
        List.of(
            constant(longest(each)),
            constant(Tensor.of(0L)),
            end,
            constant(Tensor.of((long) axis)));
    return node(path, "Slice", reads, Map.of(), 1).getFirst();
  }

  private static double number(Tensor x, int index) {
    return x.to(ElementType.F64).reshape(x.shape().count()).select(0, index).item();
  }

  /// `start + i · step` for each index of the axis that grows.
  private String progression(List<Tensor> each, String path) {
    Tensor first = each.getFirst();
    ElementType type = first.elementType();
    String counts = vector(each.stream().map(x -> new long[] {x.shape().count()}).toList(), path);
    String zero = constant(Tensor.of(0L));
    String count = node(path, "Squeeze", List.of(counts, zero), Map.of(), 1).getFirst();
    List<String> range = List.of(constant(Tensor.scalar(0L)), count, constant(Tensor.scalar(1L)));
    String indices = node(path, "Range", range, Map.of(), 1).getFirst();
    Map<String, OnnxAttribute> to = Map.of("to", StepExport.type(first));
    String numbers = node(path, "Cast", List.of(indices), to, 1).getFirst();
    double start = number(first, 0);
    String step = constant(Tensor.scalar(type, number(first, 1) - start));
    String scaled = node(path, "Mul", List.of(numbers, step), Map.of(), 1).getFirst();
    List<String> sum = List.of(scaled, constant(Tensor.scalar(type, start)));
    String shape =
        constant(
            Tensor.of(
                Arrays.stream(StepExport.longs(first.shape()))
                    .map(size -> size > 1 ? -1 : 1)
                    .toArray()));
    String moved = node(path, "Add", sum, Map.of(), 1).getFirst();
    return node(path, "Reshape", List.of(moved, shape), Map.of(), 1).getFirst();
  }

  private static boolean isUniform(Tensor x) {
    if (x.shape().count() == 0) {
      return false;
    }
    Tensor numbers = x.to(ElementType.F64);
    return numbers.max().item() == numbers.min().item();
  }

  /// The name of a constant; equal numbers share one.
  String constant(Tensor value) {
    if (value.shape().count() <= 16) {
      String key = "%s %s".formatted(value.shape(), bits(value));
      return scalars.computeIfAbsent(key, _ -> added(value));
    }
    return added(value);
  }

  private static String bits(Tensor value) {
    return value.elementType() == ElementType.I64
        ? "I64 " + Arrays.toString(value.toLongArray())
        : value.elementType() + " " + Arrays.toString(value.to(ElementType.F64).toDoubleArray());
  }

  private String added(Tensor value) {
    for (Map.Entry<String, Tensor> buffer : buffers.entrySet()) {
      Tensor known = buffer.getValue();
      if (!initializers.containsKey(buffer.getKey())
          && value.shape().rank() > 0
          && known.elementType() == value.elementType()
          && known.shape().equals(value.shape())
          && known.contentEquals(value)) {
        initializers.put(buffer.getKey(), OnnxTensor.of(buffer.getKey(), value));
        return buffer.getKey();
      }
    }
    String name = fresh("constant");
    initializers.put(name, OnnxTensor.of(name, value));
    return name;
  }

  /// A name that nothing has yet.
  private String fresh(String expected) {
    String name = expected;
    for (int i = 1; !taken.add(name); i++) {
      name = expected + "_" + i;
    }
    return name;
  }

  List<String> node(
      String path,
      String operator,
      List<String> reads,
      Map<String, OnnxAttribute> attributes,
      int results) {
    String prefix = path.isEmpty() ? "" : "/" + path.replace('.', '/');
    String name = fresh(prefix + "/" + operator);
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      outputs.add(name + "_output_" + i);
    }
    nodes.add(new OnnxNode(name, operator, "", reads, outputs, attributes));
    return outputs;
  }

  /// Integers, each constant or `c + k·batch + m·length + n·batch·length`.
  ///
  /// @param each the integers in each trace
  String vector(List<long[]> each, String path) {
    long[] first = each.getFirst();
    if (each.stream().allMatch(values -> Arrays.equals(values, first))) {
      return constant(Tensor.of(first));
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      int index = i;
      long[] values = each.stream().mapToLong(all -> all[index]).toArray();
      boolean grows = Arrays.stream(values).anyMatch(value -> value != values[0]);
      parts.add(grows ? growing(values, path) : constant(Tensor.of(values[0])));
    }
    Map<String, OnnxAttribute> axis = Map.of("axis", StepExport.whole(0));
    return parts.size() == 1 ? parts.getFirst() : node(path, "Concat", parts, axis, 1).getFirst();
  }

  private String growing(long[] values, String path) {
    Extents.Growth growth = extents.growth(values, path);
    List<String> terms = new ArrayList<>();
    if (growth.batch() != 0) {
      terms.add(times(openSize(0), growth.batch()));
    }
    if (growth.length() != 0) {
      terms.add(times(openSize(extents.axis()), growth.length()));
    }
    if (growth.both() != 0) {
      List<String> sizes = List.of(openSize(0), openSize(extents.axis()));
      String product = node("", "Mul", sizes, Map.of(), 1).getFirst();
      terms.add(times(product, growth.both()));
    }
    if (growth.rest() != 0) {
      terms.add(constant(Tensor.of(growth.rest())));
    }
    String sum = terms.getFirst();
    for (String term : terms.subList(1, terms.size())) {
      sum = node("", "Add", List.of(sum, term), Map.of(), 1).getFirst();
    }
    return sum;
  }

  private String times(String value, long factor) {
    return factor == 1
        ? value
        : node("", "Mul", List.of(value, constant(Tensor.of(factor))), Map.of(), 1).getFirst();
  }

  /// The size of the input along this axis, as a vector of one element.
  private String openSize(int axis) {
    String known = openSizes.get(axis);
    if (known == null) {
      Map<String, OnnxAttribute> range =
          Map.of("start", StepExport.whole(axis), "end", StepExport.whole(axis + 1L));
      known = node("", "Shape", List.of(sizedInput), range, 1).getFirst();
      openSizes.put(axis, known);
    }
    return known;
  }

  /// The port of a value.
  ///
  /// @param each the value in each trace
  OnnxPort port(String name, List<Tensor> each) {
    Shape first = each.getFirst().shape();
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < first.rank(); axis++) {
      int at = axis;
      sizes.add(extents.name(each.stream().mapToInt(x -> x.shape().size(at)).toArray()));
    }
    return OnnxPort.of(name, OnnxType.of(each.getFirst().elementType()), sizes);
  }
}
