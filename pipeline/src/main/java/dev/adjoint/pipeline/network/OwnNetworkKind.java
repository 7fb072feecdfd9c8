package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The kind of a network of the user's.
///
/// @param own makes the network
record OwnNetworkKind(OwnNetwork own) implements ArchitectureKind {

  static final String KIND = "class";

  /// Whether the name of a model is that of a class: it has a package.
  static boolean isClass(String name) {
    return name.indexOf('.') > 0;
  }

  /// The kind of a declared class.
  ///
  /// @throws DataException when no class of this name is declared
  static OwnNetworkKind of(String name) {
    List<ServiceLoader.Provider<OwnNetwork>> declared =
        ServiceLoader.load(OwnNetwork.class).stream().toList();
    return declared.stream()
        .filter(provider -> provider.type().getName().equals(name))
        .findFirst()
        .map(provider -> new OwnNetworkKind(provider.get()))
        .orElseThrow(() ->
            new DataException(
                "network: there is no declared class %s; put it on the class path (ADJOINT_CLASSPATH) with a line of its name in META-INF/services/%s; declared are: %s"
                    .formatted(
                        name,
                        OwnNetwork.class.getName(),
                        declared.isEmpty()
                            ? "none"
                            : String.join(
                                ", ",
                                declared.stream().map(each -> each.type().getName()).toList()))));
  }

  /// Reads what [Own#toMap] gave.
  ///
  /// @throws DataException when an entry is missing or wrong, or the class is not declared
  static Architecture read(PlainMap fields) {
    return of(fields.text(KIND)).fromMap(fields);
  }

  @Override
  public String name() {
    return own.getClass().getName();
  }

  @Override
  public String title() {
    return "A network of the user's.";
  }

  @Override
  public String reads() {
    return "the samples that the class accepts";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.Columns || own.accepts(form);
  }

  @Override
  public List<PlanOption<?>> options() {
    return List.of();
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return form instanceof InputForm.Columns columns
        ? EmbeddedColumns.of(columns, inner -> plan(inner, outputs, said))
        : new Own(own, SampleForm.of(form), outputs);
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return UsualDefaults.of(prepared);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    return new Own(own, SampleForm.read(fields), fields.whole("outputs", 1, Integer.MAX_VALUE));
  }

  /// A network of the user's for some data.
  private record Own(OwnNetwork own, SampleForm sample, int outputs) implements Architecture {

    @Override
    public Shape inputs() {
      return sample.form().shape();
    }

    @Override
    public boolean reads(InputForm other) {
      return sample.form().equals(other);
    }

    /// Counted in a network that is built for it: only its own class knows its sizes.
    @Override
    public long weightCount() {
      return Parameters.of(build(new SplittableRandom(0))).stateDict().values().stream()
          .mapToLong(tensor -> tensor.shape().count())
          .sum();
    }

    @Override
    public Layer build(RandomGenerator random) {
      return own.build(sample.form(), outputs, random);
    }

    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("kind", KIND);
      map.put(KIND, own.getClass().getName());
      map.putAll(sample.toMap());
      map.put("outputs", outputs);
      return map;
    }
  }
}
