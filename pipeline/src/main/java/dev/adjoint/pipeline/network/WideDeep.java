package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.settings.Choices;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A multilayer perceptron plus a linear layer: `y = x · Wᵀ + deep(x)`, see [WideDeepLayer].
///
/// The last layer of the perceptron starts at 0. So does W, for classes; where a number is
/// predicted, W starts at the solution of ridge regression, so that training begins at the best
/// linear model and the perceptron learns what is left. After Cheng et al.: Wide & Deep Learning
/// for Recommender Systems (2016).
///
/// @param deep the perceptron, with at least one hidden layer
/// @param start what W starts with
public record WideDeep(Perceptron deep, Start start) implements Architecture {

  /// What the linear layer starts with.
  public enum Start {
    /// Zeros.
    ZERO,
    /// The solution of ridge regression on the training samples, where the target is a number;
    /// zeros otherwise.
    RIDGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final ArchitectureKind KIND = new Kind();

  /// How the linear layer starts.
  static final PlanOption<Start> START =
      PlanOption.choice(
          "linear-start",
          Start.values(),
          "What the linear path starts with: %s. Default: ridge, the solution of ridge regression, for a number; zero for classes.");

  private static final double DECAY = 1;

  /// For numbers, where the training part has fewer than [#FEW] rows.
  private static final double DECAY_OF_FEW = 3;

  private static final int FEW = 1000;
  private static final double SLOWER = 0.1;
  private static final double RATE = 2;

  /// Checks that the perceptron has a hidden layer.
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
  public void fit(Layer network, Source training) {
    if (start == Start.RIDGE
        && network instanceof WideDeepLayer layer
        && training instanceof DataSet data
        && data.classes().isEmpty()) {
      LinearStart.fit(layer, data);
    }
  }

  /// With AdamW, a linear layer that starts at the solution of ridge regression takes a tenth of
  /// the steps and has no weight decay, so that it stays near the solution.
  @Override
  public Optimizer optimizer(Layer network, UpdateRule rule) {
    Optimizer optimizer = Optimizer.of(network, rule);
    if (start != Start.RIDGE || !(rule instanceof AdamW usual)) {
      return optimizer;
    }
    Set<Parameter> linear = new HashSet<>();
    addLinear(network, linear);
    AdamW slow =
        new AdamW(
            new ScaledRate(usual.rate(), SLOWER), usual.beta1(), usual.beta2(), usual.epsilon(), 0);
    return optimizer.with(linear::contains, slow);
  }

  private static void addLinear(Layer network, Set<Parameter> linear) {
    switch (network) {
      case WideDeepLayer layer -> linear.add(layer.wide().weight());
      case EmbeddedColumnsLayer layer -> addLinear(layer.rest(), linear);
      case Ensemble all -> all.members().forEach(member -> addLinear(member, linear));
      default -> {}
    }
  }

  private record ScaledRate(Schedule all, double factor) implements Schedule {
    @Override
    public double at(long step) {
      return factor * all.at(step);
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND.name());
    map.put("deep", deep.toMap());
    if (start != Start.ZERO) {
      map.put("start", start.toString());
    }
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
      return form instanceof InputForm.Columns
          || (form instanceof InputForm.Numbers && form.shape().rank() == 1);
    }

    @Override
    public List<PlanOption<?>> options() {
      List<PlanOption<?>> options = new ArrayList<>(Perceptron.KIND.options());
      options.add(START);
      return options;
    }

    /// Without hidden layers the network is linear, as a perceptron without hidden layers.
    @Override
    public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
      if (form instanceof InputForm.Columns columns) {
        return EmbeddedColumns.of(columns, inner -> plan(inner, outputs, said));
      }
      Perceptron deep = (Perceptron) Perceptron.KIND.plan(form, outputs, said);
      Start start = said.value(START).orElse(outputs == 1 ? Start.RIDGE : Start.ZERO);
      if (start == Start.RIDGE && outputs != 1) {
        throw new DataException(
            "network: linear-start is ridge but the network has %d outputs, and ridge regression predicts one number; use zero"
                .formatted(outputs));
      }
      return deep.hidden().isEmpty() ? deep : new WideDeep(deep, start);
    }

    /// The defaults of a perceptron, with a stronger weight decay and smaller steps that were
    /// chosen by measurement, see the decisions 0025, 0037 and 0045.
    @Override
    public Defaults defaults(Prepared prepared) {
      boolean few =
          prepared.preprocessing().target().classes().isEmpty()
              && prepared.training() instanceof Samples samples
              && samples.count() < FEW;
      return new Choices(prepared, few ? DECAY_OF_FEW : DECAY, RATE);
    }

    @Override
    public Architecture fromMap(PlainMap fields) {
      if (Perceptron.KIND.fromMap(fields.map("deep")) instanceof Perceptron deep) {
        return new WideDeep(
            deep,
            // Runs of earlier versions started at 0.
            fields.values().containsKey("start")
                ? fields.choice("start", Start.values(), Start::toString)
                : Start.ZERO);
      }
      throw fields.wrong("deep", "a perceptron");
    }
  }
}
