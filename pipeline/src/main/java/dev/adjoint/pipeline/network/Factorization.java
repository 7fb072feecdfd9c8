package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.models.FactorModel;
import dev.adjoint.models.MatrixFactorization;
import dev.adjoint.models.NeuralFactorization;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.RatingDefaults;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A model of ratings: a vector of factors for each user and each item.
///
/// Under AdamW the factors decay at rate 1 and the biases at 0.05, which keeps users and items with
/// few ratings near the mean; the other weights decay as usual.
///
/// @param form how it joins the factors
/// @param users how many different indices of users
/// @param items how many different indices of items
/// @param factors the length of the vectors
public record Factorization(Form form, int users, int items, int factors) implements Architecture {

  /// Chosen on the ratings of MovieTweetings, with ratings held out at random and by time.
  private static final double FACTOR_DECAY = 1;

  private static final double BIAS_DECAY = 0.05;
  private static final double DROPOUT = 0.5;
  private static final int FACTORS = 16;

  private static final PlanOption<Integer> FACTORS_OPTION =
      PlanOption.whole(
          "factors",
          1,
          4096,
          "The length of the vectors of users and items. Default: " + FACTORS + ".");

  static final ArchitectureKind MATRIX = new Kind(Form.MATRIX);
  static final ArchitectureKind NEURAL = new Kind(Form.NEURAL);

  /// How the factors of a user and an item become a rating.
  public enum Form {
    /// Their inner product.
    MATRIX("mf", "Matrix factorisation with biases, for ratings."),
    /// A perceptron over both.
    NEURAL("ncf", "Neural collaborative filtering, for ratings.");

    private final String name;
    private final String title;

    Form(String name, String title) {
      this.name = name;
      this.title = title;
    }
  }

  /// Checks the sizes.
  ///
  /// @throws DataException naming the value that is out of its range
  public Factorization {
    if (users < 1 || items < 1 || factors < 1) {
      throw new DataException(
          "network: users, items and factors must be at least 1 but are %d, %d and %d; give larger numbers"
              .formatted(users, items, factors));
    }
  }

  @Override
  public Shape inputs() {
    return Shape.of(2);
  }

  @Override
  public int outputs() {
    return 1;
  }

  /// A recommender and a text writer need the parts of a single network.
  @Override
  public boolean isAveraged() {
    return false;
  }

  @Override
  public long weightCount() {
    long rows = Math.multiplyExact((long) users + items, factors + 1L);
    long width = 2L * factors;
    long head = form == Form.MATRIX ? 1 : (width + 1) * width + width + 1;
    return Math.addExact(rows, head);
  }

  @Override
  public Layer build(RandomGenerator random) {
    return switch (form) {
      case MATRIX -> MatrixFactorization.of(users, items, factors, random);
      case NEURAL -> NeuralFactorization.of(users, items, factors, DROPOUT, random);
    };
  }

  @Override
  public Optimizer optimizer(Layer network, UpdateRule rule) {
    Optimizer optimizer = Optimizer.of(network, rule);
    if (!(rule instanceof AdamW usual && network instanceof FactorModel model)) {
      return optimizer;
    }
    List<Parameter> biases = List.of(model.userBias().weight(), model.itemBias().weight());
    List<Parameter> factors = List.of(model.user().weight(), model.item().weight());
    return optimizer
        .with(biases::contains, usual.withWeightDecay(BIAS_DECAY))
        .with(factors::contains, usual.withWeightDecay(FACTOR_DECAY));
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", form.name);
    map.put("users", users);
    map.put("items", items);
    map.put("factors", factors);
    return map;
  }

  private record Kind(Form form) implements ArchitectureKind {

    @Override
    public String name() {
      return form.name;
    }

    @Override
    public String title() {
      return form.title;
    }

    @Override
    public String reads() {
      return "ratings";
    }

    @Override
    public boolean accepts(InputForm input) {
      return input instanceof InputForm.Interaction;
    }

    @Override
    public List<PlanOption<?>> options() {
      return List.of(FACTORS_OPTION);
    }

    @Override
    public Architecture plan(InputForm input, int outputs, NetworkPlan said) {
      InputForm.Interaction pairs = (InputForm.Interaction) input;
      return new Factorization(
          form, pairs.users(), pairs.items(), said.value(FACTORS_OPTION).orElse(FACTORS));
    }

    @Override
    public Defaults defaults(Prepared prepared) {
      return new RatingDefaults();
    }

    @Override
    public Architecture fromMap(PlainMap fields) {
      return new Factorization(
          form,
          fields.whole("users", 1, Integer.MAX_VALUE),
          fields.whole("items", 1, Integer.MAX_VALUE),
          fields.whole("factors", 1, Integer.MAX_VALUE));
    }
  }
}
