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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builds a graph from two traces of a model, one with a larger batch.
///
/// What does not depend on an input or a parameter is a constant. It must be the same in both
/// traces, or one number everywhere in a shape that grows with the batch; a constant that differs
/// comes from numbers that the model read into Java, which no graph repeats.
final class GraphBuilder {

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, String> parameters = new IdentityHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, String> scalars = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final String batchInput;
  private final int small;
  private final int large;
  private final int opset;
  private @Nullable String batch;

  /// @param batchInput the input whose first size is the batch
  /// @param small the smaller batch
  /// @param large the larger one; equal to the smaller if the batch is fixed
  /// @param opset the version of the operators
  GraphBuilder(Parameters parameters, String batchInput, int small, int large, int opset) {
    this.batchInput = batchInput;
    this.small = small;
    this.large = large;
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

  /// Adds the step; nothing if all its inputs are constants.
  void add(ModelTrace.Step a, ModelTrace.Step b) {
    boolean live = false;
    for (Tensor input : a.inputs()) {
      live |= names.containsKey(input) || parameters.containsKey(input);
    }
    if (!live) {
      return;
    }
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < a.inputs().size(); i++) {
      inputs.add(name(a.inputs().get(i), b.inputs().get(i), a.path()));
    }
    ExportTable.rule(a.operation(), a.path()).write(new StepExport(this, a, b, inputs));
  }

  /// The name of a value, which becomes an initializer if it has none.
  String name(Tensor a, Tensor b, String path) {
    String known = names.get(a);
    if (known != null) {
      return known;
    }
    String parameter = parameters.get(a);
    String name = parameter == null ? constant(a, b, path) : parameter;
    if (parameter != null) {
      initializers.put(name, OnnxTensor.of(name, a));
    }
    names.put(a, name);
    return name;
  }

  private String constant(Tensor a, Tensor b, String path) {
    if (a.shape().equals(b.shape()) && a.contentEquals(b)) {
      return constant(a);
    }
    if (!a.shape().equals(b.shape()) && isUniform(a) && isUniform(b)) {
      double value = a.to(ElementType.F64).reshape(a.shape().count()).select(0, 0).item();
      Tensor one = Tensor.full(a.elementType(), Shape.of(1), value);
      String shape = vector(StepExport.longs(a.shape()), StepExport.longs(b.shape()), path);
      Map<String, OnnxAttribute> attributes = Map.of("value", StepExport.elements(one));
      return node(path, "ConstantOfShape", List.of(shape), attributes, 1).getFirst();
    }
    throw new ExportException(
        "a tensor %s differs from batch to batch and does not come from the input; compute it with operations of tensors from the input, or export with a fixed batch"
            .formatted(a.shape()),
        path);
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

  /// Integers, each constant or `k·batch + c`.
  String vector(long[] a, long[] b, String path) {
    if (Arrays.equals(a, b)) {
      return constant(Tensor.of(a));
    }
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < a.length; i++) {
      parts.add(a[i] == b[i] ? constant(Tensor.of(a[i])) : growing(a[i], b[i], path));
    }
    Map<String, OnnxAttribute> axis = Map.of("axis", StepExport.whole(0));
    return parts.size() == 1 ? parts.getFirst() : node(path, "Concat", parts, axis, 1).getFirst();
  }

  private String growing(long a, long b, String path) {
    long factor = (b - a) / (large - small);
    long rest = a - factor * small;
    if (factor * large + rest != b) {
      throw new ExportException(
          "a size is %d for a batch of %d and %d for one of %d, which is not a multiple; export with a fixed batch"
              .formatted(a, small, b, large),
          path);
    }
    String value = batch();
    if (factor != 1) {
      value = node("", "Mul", List.of(value, constant(Tensor.of(factor))), Map.of(), 1).getFirst();
    }
    if (rest != 0) {
      value = node("", "Add", List.of(value, constant(Tensor.of(rest))), Map.of(), 1).getFirst();
    }
    return value;
  }

  /// The size of the batch, as a vector of one element.
  private String batch() {
    String known = batch;
    if (known == null) {
      Map<String, OnnxAttribute> first =
          Map.of("start", StepExport.whole(0), "end", StepExport.whole(1));
      known = node("", "Shape", List.of(batchInput), first, 1).getFirst();
      batch = known;
    }
    return known;
  }

  /// The port of a value with these shapes.
  OnnxPort port(String name, Tensor a, Tensor b) {
    List<String> sizes = new ArrayList<>();
    for (int axis = 0; axis < a.shape().rank(); axis++) {
      int first = a.shape().size(axis);
      int second = b.shape().size(axis);
      boolean isBatch = first == small && second == large && small != large;
      sizes.add(first == second ? Integer.toString(first) : isBatch ? "batch" : OnnxPort.UNKNOWN);
    }
    return OnnxPort.of(name, OnnxType.of(a.elementType()), sizes);
  }
}
