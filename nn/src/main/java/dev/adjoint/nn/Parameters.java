package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();

  /// All paths in order.
  private final List<String> names = new ArrayList<>();

  /// The other paths of what appears more than once, to the first one.
  private final Map<String, String> aliases = new LinkedHashMap<>();

  private Parameters() {}

  /// The parameters and buffers of a layer, a record of layers or parameters, or a collection of
  /// these. Changes nothing in the model.
  ///
  /// @throws NullPointerException if the model, or a part of it, is null
  public static Parameters of(Object model) {
    Require.given(
        "parameters", "the model", model, "give a layer, a record of layers or a list of layers");
    Parameters found = new Parameters();
    found.collect("", model);
    return found;
  }

  /// Gives each parameter and buffer its path in this model as its name. Nothing else in this
  /// module sets names. A layer that is part of several models has the name of the last model that
  /// set it.
  ///
  /// @return these parameters
  public Parameters setNames() {
    byName.forEach((name, parameter) -> parameter.name(name));
    buffers.forEach((name, buffer) -> buffer.name(name));
    return this;
  }

  /// A copy of a model made of records: training one does not change the other. Tied weights are
  /// tied in the copy, frozen parameters are frozen in it; gradients are not copied.
  ///
  /// @throws IllegalStateException if a layer with parts is not a record
  public static <M> M copyOf(M model) {
    return copy(model, Tensor::copy);
  }

  /// A copy whose parameters and floating buffers have this element type, F32 or F64. With F64 the
  /// gradients of a whole model can be checked by
  /// [dev.adjoint.tensor.check.GradientCheck#ofParameters].
  ///
  /// @throws IllegalArgumentException if the type is not floating
  /// @throws IllegalStateException if a layer with parts is not a record
  public static <M> M copyOf(M model, ElementType type) {
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

  private void collect(String path, @Nullable Object part) {
    switch (part) {
      case null ->
          throw new NullPointerException(
              "parameters: %s is null; give every part of the model, and Optional.empty() for a missing one"
                  .formatted(path));
      case Parameter parameter -> add(byName, path, parameter);
      case Buffer buffer -> add(buffers, path, buffer);
      case Layer layer -> layer.parts().forEach((name, inner) -> collect(join(path, name), inner));
      case Optional<?> optional -> optional.ifPresent(inner -> collect(path, inner));
      case Object[] items -> collect(path, Arrays.asList(items));
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          collect(join(path, Integer.toString(index++)), item);
        }
      }
      case Map<?, ?> items ->
          items.forEach((name, inner) -> collect(join(path, name.toString()), inner));
      case Record composed ->
          RecordParts.of(composed).forEach((name, inner) -> collect(join(path, name), inner));
      default -> {}
    }
  }

  @SuppressWarnings("ReferenceEquality") // tied is what is the same object, not what looks alike
  private <T> void add(Map<String, T> found, String path, T part) {
    for (Map.Entry<String, T> known : found.entrySet()) {
      if (known.getValue() == part) {
        aliases.put(path, known.getKey());
        return;
      }
    }
    String name = path.isEmpty() ? "0" : path;
    found.put(name, part);
    names.add(name);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// The parameters by path, in order.
  public Map<String, Parameter> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /// The buffers by path, in order.
  public Map<String, Buffer> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /// The further paths of parameters and buffers that appear more than once (tied weights), each
  /// with the first path.
  public Map<String, String> tied() {
    return Collections.unmodifiableMap(aliases);
  }

  /// The parameter at a path, where that may be any of the paths of tied weights; null for none.
  @Nullable Parameter find(String path) {
    return byName.get(aliases.getOrDefault(path, path));
  }

  /// The parameters in order.
  public List<Parameter> list() {
    return List.copyOf(byName.values());
  }

  @Override
  public Iterator<Parameter> iterator() {
    return list().iterator();
  }

  /// How many numbers the parameters hold together; tied weights count once.
  public long count() {
    return byName.values().stream().mapToLong(parameter -> parameter.shape().count()).sum();
  }

  /// Forgets all gradients.
  public void zeroGrad() {
    byName.values().forEach(Parameter::zeroGrad);
  }

  /// The values of parameters and buffers by path, in order: what a file of weights holds. Later
  /// training does not change them.
  public Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (String name : names) {
      Parameter parameter = byName.get(name);
      state.put(
          name,
          parameter != null
              ? parameter.value().detach()
              : Objects.requireNonNull(buffers.get(name)).value());
    }
    return state;
  }

  /// Replaces all values by these; changes nothing if a path is missing, unexpected or of another
  /// shape. Tied weights may have any of their paths, or several, as PyTorch writes them, if these
  /// agree.
  ///
  /// @throws IllegalArgumentException naming every path that does not fit
  public void loadStateDict(Map<String, Tensor> given) {
    List<String> problems = new ArrayList<>();
    Map<String, Tensor> state = withFirstPaths(given, problems);
    LoadReport report = report(state);
    problems.addAll(report.problems());
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: the weights do not fit the model: %s; build the model with the sizes it was saved with"
              .formatted(String.join("; ", problems)));
    }
    state.forEach(this::replace);
  }

  /// Replaces the values of those paths that the model and the weights share in the same shape, and
  /// reports the others (`strict=False` in PyTorch).
  ///
  /// @throws IllegalArgumentException if tied weights differ; then nothing has changed
  public LoadReport loadMatching(Map<String, Tensor> given) {
    List<String> problems = new ArrayList<>();
    Map<String, Tensor> state = withFirstPaths(given, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "load: %s; give the weights of one model".formatted(String.join("; ", problems)));
    }
    LoadReport report = report(state);
    state.forEach((name, value) -> {
      if (isKnown(name) && value.shape().equals(shape(name))) {
        replace(name, value);
      }
    });
    return report;
  }

  private boolean isKnown(String name) {
    return byName.containsKey(name) || buffers.containsKey(name);
  }

  private LoadReport report(Map<String, Tensor> state) {
    List<String> missing = new ArrayList<>();
    List<String> unexpected = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    for (String name : names) {
      Tensor value = state.get(name);
      Shape shape = shape(name);
      if (value == null) {
        missing.add("%s %s".formatted(name, shape));
      } else if (!value.shape().equals(shape)) {
        misshapen.add(mismatch(name, shape, value.shape()));
      }
    }
    state.forEach((name, value) -> {
      if (!isKnown(name)) {
        unexpected.add("%s %s".formatted(name, value.shape()));
      }
    });
    return new LoadReport(missing, unexpected, misshapen);
  }

  /// The values with every path replaced by the first path of its parameter.
  private Map<String, Tensor> withFirstPaths(Map<String, Tensor> given, List<String> problems) {
    Map<String, Tensor> state = new LinkedHashMap<>(given);
    aliases.forEach((alias, first) -> {
      Tensor value = state.remove(alias);
      if (value != null) {
        Tensor known = state.putIfAbsent(first, value);
        if (known != null && !known.contentEquals(value)) {
          problems.add("%s and %s are one in the model but differ".formatted(first, alias));
        }
      }
    });
    return state;
  }

  private void replace(String name, Tensor value) {
    Parameter parameter = byName.get(name);
    Buffer buffer = buffers.get(name);
    if (parameter != null) {
      parameter.replace(value.to(parameter.value().elementType()));
    } else if (buffer != null) {
      buffer.assign(value.to(buffer.elementType()));
    }
  }

  private Shape shape(String name) {
    Parameter parameter = byName.get(name);
    return parameter != null
        ? parameter.shape()
        : Objects.requireNonNull(buffers.get(name)).shape();
  }

  private static String mismatch(String name, Shape expected, Shape given) {
    return "%s is %s in the model but %s in the weights".formatted(name, expected, given);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    byName.forEach((name, parameter) -> text.add("%s %s".formatted(name, parameter.shape())));
    return text.add("%,d parameters".formatted(count())).toString();
  }
}
