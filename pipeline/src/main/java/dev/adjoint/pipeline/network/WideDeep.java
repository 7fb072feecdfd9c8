package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.pipeline.settings.Choices;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A multilayer perceptron with a linear path beside it: `y = x · Wᵀ + deep(x)`, see
/// [WideDeepLayer].
///
/// W and the last layer of the perceptron start at 0, so training begins at the mean of the
/// targets, and what is linear in the data is learnt without the hidden layers. After Cheng et al.:
/// Wide & Deep Learning for Recommender Systems (2016).
///
/// @param deep the perceptron, with at least one hidden layer
public record WideDeep(Perceptron deep) implements Architecture {

  static final ArchitectureKind KIND = new Kind();

  private static final double DECAY = 0.3;

  /// Checks that there is something beside the linear path.
  ///
  /// @throws DataException when the perceptron has no hidden layer, or reads no plain numbers
  public WideDeep {
    if (deep.hidden().isEmpty() || deep.inputs().rank() != 1) {
      throw new DataException(
          "network: wide-deep needs inputs of one axis and at least one hidden layer but the inputs are %s and the widths %s; use the perceptron"
              .formatted(deep.inputs(), deep.hidden()));
    }
  }

  @Override
  public Shape inputs() {
    return deep.inputs();
  }

  @Override
  public int outputs() {
    return deep.outputs();
  }

  @Override
  public long weightCount() {
    return Math.addExact(
        deep.weightCount(), Math.multiplyExact(inputs().count(), (long) outputs()));
  }

  @Override
  public WideDeepLayer build(RandomGenerator random) {
    List<Layer> layers = new ArrayList<>(deep.build(random).layers());
    layers.removeLast();
    Initializer zeros = (shape, _) -> Tensor.zeros(shape);
    layers.add(Linear.of(deep.hidden().getLast(), outputs(), zeros, random));
    Parameter weight = Parameter.of(Tensor.zeros(Shape.of(outputs(), inputs().count())));
    return new WideDeepLayer(new Linear(weight, Optional.empty()), new Sequential(layers));
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND.name());
    map.put("deep", deep.toMap());
    return map;
  }

  private record Kind() implements ArchitectureKind {

    @Override
    public String name() {
      return "wide-deep";
    }

    @Override
    public String title() {
      return "A linear path beside a perceptron, for tables.";
    }

    @Override
    public String reads() {
      return "numbers";
    }

    @Override
    public boolean accepts(InputForm form) {
      return form instanceof InputForm.Numbers && form.shape().rank() == 1;
    }

    @Override
    public List<PlanOption<?>> options() {
      return Perceptron.KIND.options();
    }

    /// Without hidden layers only the linear path is left, which is a perceptron without them.
    @Override
    public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
      Perceptron deep = (Perceptron) Perceptron.KIND.plan(form, outputs, said);
      return deep.hidden().isEmpty() ? deep : new WideDeep(deep);
    }

    /// As a perceptron's, with a stronger weight decay: chosen by measurement, see decision 0025.
    @Override
    public Defaults defaults(Prepared prepared) {
      return new Choices(prepared, DECAY);
    }

    @Override
    public Architecture fromMap(PlainMap fields) {
      if (Perceptron.KIND.fromMap(fields.map("deep")) instanceof Perceptron deep) {
        return new WideDeep(deep);
      }
      throw fields.wrong("deep", "a perceptron");
    }
  }
}
