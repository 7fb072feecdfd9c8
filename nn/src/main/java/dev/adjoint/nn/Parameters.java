package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The parameters of a model by their paths, in the order of the model's components.
///
/// The paths are the component names joined by dots, `encoder.0.weight`, as in PyTorch's
/// `state_dict`. A parameter that appears twice (tied weights) counts once, under its first path; a
/// file of weights may call it by any of its paths.
///
/// [Buffer]s, the state of layers that is not trained, are found in the same way. The [#stateDict]
/// holds them in order among the parameters; [#buffers] lists them.
///
/// Finding the parameters changes nothing in the model. [#setNames] writes the paths into the
/// parameters, where error messages, traces and pictures read them; an
/// [Optimizer][dev.adjoint.nn.optim.Optimizer] calls it for the model that it is made for.
public final class Parameters implements Iterable<Parameter> {

  private final ModelParts parts;

  private Parameters(ModelParts parts) {
    this.parts = parts;
  }

  /// The parameters and buffers of a layer, a record of layers or parameters, or a collection of
  /// these. Changes nothing in the model.
  ///
  /// @throws NullPointerException if the model, or a part of it, is null
  public static Parameters of(Object model) {
    Require.given(
        "parameters", "the model", model, "give a layer, a record of layers or a list of layers");
    return new Parameters(ModelParts.of(model));
  }

  /// Gives each parameter and buffer its path in this model as its name. Nothing else in this
  /// module sets names. A layer that is part of several models has the name of the last model that
  /// set it.
  ///
  /// @return these parameters
  public Parameters setNames() {
    parts.parameters().forEach((name, parameter) -> parameter.name(name));
    parts.buffers().forEach((name, buffer) -> buffer.name(name));
    return this;
  }

  /// A copy of a model made of records: training one does not change the other. Tied weights are
  /// tied in the copy, frozen parameters are frozen in it; gradients are not copied.
  ///
  /// @throws IllegalStateException if a layer with parts is not a record
  public static <M> M copyOf(M model) {
    Require.given("copy", "the model", model);
    return copy(model, Tensor::copy);
  }

  /// A copy whose parameters and floating buffers have this element type, F32 or F64. With F64 the
  /// gradients of a whole model can be checked by
  /// [dev.adjoint.tensor.check.GradientCheck#ofParameters].
  ///
  /// @throws IllegalArgumentException if the type is not floating
  /// @throws IllegalStateException if a layer with parts is not a record
  public static <M> M copyOf(M model, ElementType type) {
    Require.given("copy", "the model", model);
    Require.given("copy", "the element type", type, "give F32 or F64");
    if (!type.isFloating()) {
      throw new IllegalArgumentException(
          "copy: parameters are F32 or F64 but the type is %s; give F32 or F64".formatted(type));
    }
    return copy(model, value -> value.elementType().isFloating() ? value.to(type) : value);
  }

  @SuppressWarnings("unchecked") // a part is rebuilt as what it is
  private static <M> M copy(M model, UnaryOperator<Tensor> value) {
    return (M) new ModelCopy(value).of(model);
  }

  /// The components of a record by name, as layers made of records give them.
  ///
  /// @throws IllegalStateException if the record is in a module that does not open its package
  public static Map<String, Object> partsOf(Record owner) {
    return RecordParts.of(Require.given("parameters", "the record", owner));
  }

  /// The parameters by path, in order.
  public Map<String, Parameter> byName() {
    return Collections.unmodifiableMap(parts.parameters());
  }

  /// The buffers by path, in order.
  public Map<String, Buffer> buffers() {
    return Collections.unmodifiableMap(parts.buffers());
  }

  /// The further paths of parameters and buffers that appear more than once (tied weights), each
  /// with the first path.
  public Map<String, String> tied() {
    return Collections.unmodifiableMap(parts.aliases());
  }

  /// The parameter at a path, where that may be any of the paths of tied weights; null for none.
  @Nullable Parameter find(String path) {
    return parts.parameters().get(parts.aliases().getOrDefault(path, path));
  }

  /// The parameters in order.
  public List<Parameter> list() {
    return List.copyOf(parts.parameters().values());
  }

  @Override
  public Iterator<Parameter> iterator() {
    return list().iterator();
  }

  /// How many numbers the parameters hold together; tied weights count once.
  public long count() {
    return parts.parameters().values().stream()
        .mapToLong(parameter -> parameter.shape().count())
        .sum();
  }

  /// Forgets all gradients.
  public void zeroGrad() {
    parts.parameters().values().forEach(Parameter::zeroGrad);
  }

  /// The values of parameters and buffers by path, in order: what a file of weights holds. Later
  /// training does not change them.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : parts.names()) {
      state.put(name, parts.value(name));
    }
    return state;
  }

  /// Replaces all values by these; changes nothing if a path is missing, unexpected or of another
  /// shape. Tied weights may have any of their paths, or several, as PyTorch writes them, if these
  /// agree.
  ///
  /// @throws IllegalArgumentException naming every path that does not fit
  public void loadStateDict(Map<String, Tensor> given) {
    new WeightsLoad(parts, given).all();
  }

  /// Replaces the values of those paths that the model and the weights share in the same shape, and
  /// reports the others (`strict=False` in PyTorch).
  ///
  /// @throws IllegalArgumentException if tied weights differ; then nothing has changed
  public LoadReport loadMatching(Map<String, Tensor> given) {
    return new WeightsLoad(parts, given).matching();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    parts
        .parameters()
        .forEach((name, parameter) -> text.add("%s %s".formatted(name, parameter.shape())));
    return text.add("%,d parameters".formatted(count())).toString();
  }
}
