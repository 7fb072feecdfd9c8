package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.pipeline.settings.Choices;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A multilayer perceptron, given by its sizes.
///
/// @param inputs the shape of one sample
/// @param hidden the widths of the hidden layers, possibly none
/// @param activation after each hidden layer
/// @param dropout the probability of dropout after each activation, 0 for none
/// @param outputs the number of classes, or 1
public record Perceptron(
    Shape inputs, List<Integer> hidden, Activation activation, double dropout, int outputs)
    implements Architecture {

  static final ArchitectureKind KIND = new Kind();

  /// Checks the sizes.
  ///
  /// @throws DataException naming the value that is out of its range
  public Perceptron {
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new DataException(
            "network: each hidden layer needs a width of at least 1 but the widths are %s; use an empty list for no hidden layer"
                .formatted(hidden));
      }
    }
    DropoutRange.require(dropout, 0.5);
    if (outputs < 1) {
      throw new DataException(
          "network: a network needs at least 1 output but has %d; give the number of classes, or 1 for a number"
              .formatted(outputs));
    }
  }

  @Override
  public long weightCount() {
    long count = 0;
    long width = inputs.count();
    for (int next : widths()) {
      count = Math.addExact(count, Math.multiplyExact(width + 1, (long) next));
      width = next;
    }
    return count;
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>(hidden);
    widths.add(outputs);
    return widths;
  }

  /// The network with initial weights: Kaiming uniform for the hidden layers, PyTorch's default for
  /// the last layer.
  @Override
  public Sequential build(RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    if (inputs.rank() > 1) {
      layers.add(new Flatten());
    }
    int width = inputs.count();
    for (int next : hidden) {
      layers.add(Linear.of(width, next, Initializer.kaimingUniform(), random));
      layers.add(activation);
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
      width = next;
    }
    layers.add(Linear.of(width, outputs, random));
    return new Sequential(layers);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND.name());
    map.put("inputs", Arrays.stream(inputs.toArray()).boxed().toList());
    map.put("hidden", hidden);
    map.put("activation", activation.name());
    map.put("dropout", dropout);
    map.put("outputs", outputs);
    return map;
  }

  private record Kind() implements ArchitectureKind {

    @Override
    public String name() {
      return "perceptron";
    }

    @Override
    public String title() {
      return "Linear layers with activations between them, for tables and small images.";
    }

    @Override
    public String reads() {
      return "numbers and images";
    }

    @Override
    public boolean accepts(InputForm form) {
      return form instanceof InputForm.Numbers
          || form instanceof InputForm.Image
          || form instanceof InputForm.Columns;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(PlanOption.LAYERS, PlanOption.ACTIVATION, PlanOption.DROPOUT);
    }

    /// Tables get small layers. Images get the sizes that are usual in introductions.
    @Override
    public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
      if (form instanceof InputForm.Columns columns) {
        return EmbeddedColumns.of(columns, inner -> plan(inner, outputs, said));
      }
      List<Integer> usual = form.shape().rank() > 1 ? List.of(256, 128) : List.of(64, 64);
      return new Perceptron(
          form.shape(),
          said.value(PlanOption.LAYERS).orElse(usual),
          said.value(PlanOption.ACTIVATION).orElse(Activation.RELU),
          said.value(PlanOption.DROPOUT).orElse(0.0),
          outputs);
    }

    @Override
    public Defaults defaults(Prepared prepared) {
      return new Choices(prepared);
    }

    @Override
    public Architecture fromMap(PlainMap fields) {
      return new Perceptron(
          Shape.of(fields.sizes("inputs").stream().mapToInt(Integer::intValue).toArray()),
          fields.sizes("hidden"),
          fields.choice("activation", Activation.values(), Enum::name),
          fields.number("dropout"),
          fields.whole("outputs", 1, Integer.MAX_VALUE));
    }
  }
}
