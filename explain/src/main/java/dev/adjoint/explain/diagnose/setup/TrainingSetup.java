package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.Batch;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Source;
import dev.adjoint.explain.diagnose.finding.CureTrial;
import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import dev.adjoint.train.Evaluation;
import dev.adjoint.train.Step;
import dev.adjoint.train.TimeLine;
import dev.adjoint.train.TrainOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A training that is to be diagnosed: the model with the weights that it starts from, the loss,
/// the optimizer, the samples and the options.
///
/// Checks run branches of it ([#run], [#follow]) and look at single passes ([#forward]). The model
/// is used in place; after each of these calls it has the weights of the start again, and no
/// gradients. What several checks need is computed once ([#once]). Not safe for use by several
/// threads at once.
public final class TrainingSetup {

  /// So many samples of each part are looked at.
  public static final int SAMPLES = 512;

  /// The work of a branch in multiplications, by which its number of steps is chosen.
  private static final double WORK = 3e10;

  private static final int FEWEST = 30;
  private static final int FEWEST_HELD = 64;
  private static final int MOST = 200;

  /// At so many steps of a branch a figure is computed that is too dear for every step.
  private static final int LOOKS = 16;

  private final Object model;
  private final Parameters parameters;
  private final Optional<Loss> loss;
  private final Step step;
  private final Optimizer optimizer;
  private final Source training;
  private final TrainOptions options;
  private final Background background;
  private final Map<String, Tensor> start;
  private final Map<String, Boolean> trained = new LinkedHashMap<>();
  private final Map<String, Object> known = new HashMap<>();

  private TrainingSetup(
      Object model,
      Optional<Loss> loss,
      Optional<Step> own,
      Optimizer optimizer,
      Source training,
      TrainOptions options,
      Background background) {
    this.model = model;
    this.parameters = Parameters.of(model).setNames();
    this.loss = loss;
    this.optimizer = optimizer;
    this.training = training;
    this.options = options.withPatience(0);
    this.background = background;
    this.start = parameters.stateDict();
    parameters.byName().forEach((name, each) -> trained.put(name, each.isTrainable()));
    this.step = own.orElseGet(() -> new TrainingBranch(this, Change.NONE, 1).line().stepOfBatch());
  }

  /// The training of a model with one input, as [dev.adjoint.train.Trainer#of] has it.
  ///
  /// @param model with the weights that the training starts from
  /// @throws IllegalArgumentException if the arguments do not fit each other
  public static TrainingSetup of(
      Layer model, Loss loss, Optimizer optimizer, Source training, TrainOptions options) {
    Objects.requireNonNull(loss, "diagnose: the loss is null; give one");
    return of(model, Optional.of(loss), Optional.empty(), optimizer, training, options);
  }

  /// The training of a model of any structure, with a step of your own.
  public static TrainingSetup ofStep(
      Object model, Step step, Optimizer optimizer, Source training, TrainOptions options) {
    Objects.requireNonNull(step, "diagnose: the step is null; give a lambda or a record");
    return of(model, Optional.empty(), Optional.of(step), optimizer, training, options);
  }

  private static TrainingSetup of(
      Object model,
      Optional<Loss> loss,
      Optional<Step> own,
      Optimizer optimizer,
      Source training,
      TrainOptions options) {
    Objects.requireNonNull(model, "diagnose: the model is null; give a layer");
    Objects.requireNonNull(optimizer, "diagnose: the optimizer is null; give Optimizer.of(…)");
    Objects.requireNonNull(training, "diagnose: the samples are null; give a DataSet");
    Objects.requireNonNull(
        options, "diagnose: the options are null; give TrainOptions.ofEpochs(…)");
    return new TrainingSetup(
        model, loss, own, optimizer, training, options, Background.of(options));
  }

  /// The same with more known about it.
  @CheckReturnValue
  public TrainingSetup with(Background more) {
    return new TrainingSetup(
        model,
        loss,
        loss.isPresent() ? Optional.empty() : Optional.of(step),
        optimizer,
        training,
        options,
        more);
  }

  /// What else is known about the training.
  public Background background() {
    return background;
  }

  /// The model, with the weights of the start.
  public Object model() {
    return model;
  }

  /// The parameters of the model.
  public Parameters parameters() {
    return parameters;
  }

  /// The loss; empty where the step is the user's own.
  public Optional<Loss> loss() {
    return loss;
  }

  /// How the loss of a batch is computed.
  public Step step() {
    return step;
  }

  /// The optimizer as it was given. Branches have their own.
  public Optimizer optimizer() {
    return optimizer;
  }

  /// The samples to learn from.
  public Source training() {
    return training;
  }

  /// The options of the training.
  public TrainOptions options() {
    return options;
  }

  /// The weights that the training starts from.
  public Map<String, Tensor> start() {
    return start;
  }

  /// How many steps a branch runs: as many as were asked for, or as many as the work of a step
  /// allows, 30 to 200.
  public int steps() {
    return background
        .steps()
        .orElseGet(() ->
            once(
                "steps",
                () -> {
                  double work = forward(training(0)).work();
                  return (int) Math.clamp(WORK / (3 * work), FEWEST, MOST);
                }));
  }

  /// At most [#SAMPLES] of the samples to learn from.
  public DataSet sample() {
    return once("sample", () -> SampleParts.of(training, SAMPLES));
  }

  /// Some of the held-out samples, four batches but at least 64 and at most [#SAMPLES]; empty
  /// without any.
  public Optional<DataSet> heldOut() {
    int most = Math.clamp(4L * options.batch(), FEWEST_HELD, SAMPLES);
    return once("held out", () -> background.heldOut().map(held -> SampleParts.of(held, most)));
  }

  /// The first batch of the training.
  public Batch batch() {
    return once(
        "batch",
        () -> {
          TimeLine line = new TrainingBranch(this, Change.NONE, 1).line();
          return line.batches().getFirst();
        });
  }

  /// A training pass of the first batch, with the randomness of this step.
  public Pass training(long number) {
    return new Pass.Training(random("layers", number));
  }

  /// A generator for a purpose, from the seed of the training.
  public RandomGenerator random(String purpose, long number) {
    return RandomStream.of(options.seed(), purpose, number);
  }

  /// The forward pass of the first batch from the start.
  public Forward forward(Pass pass) {
    return forward(pass, Map.of());
  }

  /// The forward pass of the first batch with these weights.
  public Forward forward(Pass pass, Map<String, Tensor> weights) {
    return forward(pass, weights, batch());
  }

  /// The forward pass of a batch with these weights.
  public Forward forward(Pass pass, Map<String, Tensor> weights, Batch samples) {
    return with(
        weights,
        () -> {
          Step.@Nullable Result[] result = new Step.Result[1];
          Trace trace = Trace.of(() -> result[0] = step.of(samples, pass));
          return new Forward(samples, trace.steps(), Objects.requireNonNull(result[0]));
        });
  }

  /// Some of the samples to learn from in one batch: four batches, but at least 64 and at most
  /// [#SAMPLES], as far as there are so many.
  public Batch large() {
    return once(
        "large batch",
        () -> {
          int most = Math.clamp(4L * options.batch(), FEWEST_HELD, SAMPLES);
          DataSet some = SampleParts.of(training, most);
          return new Batch(0, new int[some.count()], some.fields());
        });
  }

  /// Does some work with other weights and restores the model.
  ///
  /// @param weights by path; those that are not named are those of the start
  public <T> T with(Map<String, Tensor> weights, Supplier<T> work) {
    try {
      parameters.loadStateDict(start);
      if (!weights.isEmpty()) {
        Map<String, Tensor> all = new LinkedHashMap<>(start);
        all.putAll(weights);
        parameters.loadStateDict(all);
      }
      return work.get();
    } finally {
      restore();
    }
  }

  /// Makes the model what it was when this setup was made, without gradients.
  public void restore() {
    parameters.loadStateDict(start);
    parameters.zeroGrad();
    for (Map.Entry<String, Parameter> each : parameters.byName().entrySet()) {
      each.getValue().trainable(trained.getOrDefault(each.getKey(), true));
    }
  }

  /// The first steps of the training, observed: gradients, updates, held-out loss.
  public Course observed() {
    return once("observed", () -> course(Change.NONE, steps(), true));
  }

  /// The first steps of a branch.
  public Course run(Change change, int count) {
    return course(change, count, false);
  }

  /// The training loss of a branch, step by step.
  public Curve losses(Change change, int count) {
    return run(change, count).curve();
  }

  /// A trial of a cure by the training loss.
  public CureTrial trial(Change cure) {
    return CureTrial.ofLoss(CureTrial.TRAINING_LOSS, observed().curve(), losses(cure, steps()));
  }

  /// A figure of the model, along a branch: at its start and at some steps.
  ///
  /// @param figure computed with the present weights of the model
  public Curve follow(Change change, int count, DoubleSupplier figure) {
    return follow(change, count, LOOKS, figure);
  }

  /// The same at about so many steps.
  public Curve follow(Change change, int count, int looks, DoubleSupplier figure) {
    List<Long> steps = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    return with(
        change.weights(),
        () -> {
          steps.add(0L);
          values.add(figure.getAsDouble());
          int spacing = Math.max(1, count / looks);
          new TrainingBranch(this, change, count)
              .run((at, number) -> {
                if (at % spacing == 0 || at == count || !Double.isFinite(number)) {
                  steps.add(at);
                  values.add(Double.isFinite(number) ? figure.getAsDouble() : Double.NaN);
                }
              });
          return new Curve(CureTrial.AS_IT_IS, steps, values);
        });
  }

  /// The mean loss of some samples with the present weights, in inference.
  public double meanLoss(DataSet samples) {
    return Evaluation.of(step, samples, List.of()).loss();
  }

  /// Does some work at the state after so many steps of the training, and restores the model.
  ///
  /// @param work gets the steps of the training; it may take more of them
  /// @throws dev.adjoint.train.DivergedException if the training diverges before
  public <T> T after(long taken, Function<TimeLine, T> work) {
    return with(
        Map.of(),
        () -> {
          TimeLine line = new TrainingBranch(this, Change.NONE, Math.toIntExact(taken + 2)).line();
          while (line.step() < taken) {
            line.next();
          }
          return work.apply(line);
        });
  }

  private Course course(Change change, int count, boolean observes) {
    List<Double> losses = new ArrayList<>();
    Observer observer = new Observer(this, count / LOOKS, observes);
    return with(
        Map.of(),
        () -> {
          new TrainingBranch(this, change, count)
              .run((at, number) -> {
                losses.add(number);
                observer.look(at, number);
              });
          return observer.course(losses);
        });
  }

  /// A value that is computed once for all checks.
  @SuppressWarnings("unchecked") // a key always has values of one type
  public <T> T once(String key, Supplier<T> value) {
    Object found = known.get(key);
    if (found == null) {
      found = value.get();
      known.put(key, found);
    }
    return (T) found;
  }

  /// An optimizer of all parameters with the first rule of another one, if that has not all of
  /// them.
  static Optimizer complete(Optimizer given, Parameters all) {
    return given.parameters().size() == all.list().size() ? given : Optimizer.of(all, given.rule());
  }
}
