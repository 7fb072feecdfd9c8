package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainingResult;
import dev.adjoint.pipeline.folder.JsonText;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.spark.local.LocalPlan;
import dev.adjoint.spark.local.LocalSgd;
import dev.adjoint.spark.local.RoundRecord;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.spark.rows.RowsPlan;
import dev.adjoint.spark.sync.SyncPlan;
import dev.adjoint.spark.sync.SyncSgd;
import dev.adjoint.spark.tune.TaskTraining;
import dev.adjoint.train.Figures;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parameters of an [AdjointEstimator], and the training that they describe.
public sealed class EstimatorSettings extends Estimator<AdjointModel> permits AdjointEstimator {

  private static final long serialVersionUID = 1;

  private static final String LOCAL = "local";
  private static final String SYNC = "sync";

  private static final Logger LOG = LoggerFactory.getLogger(AdjointEstimator.class);

  private final String uid;
  private final Param<String> mode;
  private final Param<String> labelCol;
  private final Param<String> dropCols;
  private final Param<String> modelName;
  private final Param<String> networkOptions;
  private final Param<String> optimizer;
  private final Param<String> schedule;
  private final Param<String> checkpointDir;
  private final Param<String> runDir;
  private final IntParam epochs;
  private final IntParam batchSize;
  private final IntParam patience;
  private final IntParam numWorkers;
  private final IntParam localSteps;
  private final IntParam checkpointRounds;
  private final IntParam checkpointSteps;
  private final IntParam timeout;
  private final IntParam maxRestarts;
  private final LongParam seed;
  private final DoubleParam stepSize;
  private final DoubleParam weightDecay;
  private final DoubleParam validation;
  private final DoubleParam outerRate;
  private final DoubleParam outerMomentum;

  EstimatorSettings(String uid) {
    this.uid = uid;
    mode = new Param<>(uid, "mode", "local averages weights, sync adds up gradients");
    labelCol = new Param<>(uid, "labelCol", "column to predict");
    dropCols = new Param<>(uid, "dropCols", "columns that are not used, with commas between them");
    modelName = new Param<>(uid, "modelName", "kind of network, such as perceptron or wide-deep");
    networkOptions =
        new Param<>(
            uid, "networkOptions", "options of the network, such as layers=64,32;dropout=0.1");
    optimizer = new Param<>(uid, "optimizer", "update rule, such as adamw or sgd");
    schedule = new Param<>(uid, "schedule", "how the step size changes, constant or cosine");
    checkpointDir = new Param<>(uid, "checkpointDir", "folder of checkpoints in any file system");
    runDir = new Param<>(uid, "runDir", "folder for the model and the figures of each round");
    epochs = new IntParam(uid, "epochs", "passes over the rows, at least 1");
    batchSize = new IntParam(uid, "batchSize", "rows in a step, at least 1");
    patience =
        new IntParam(uid, "patience", "epochs without a better validation loss; 0 never stops");
    numWorkers = new IntParam(uid, "numWorkers", "partitions that train; 0 for all cores");
    localSteps = new IntParam(uid, "localSteps", "steps between two averages, at least 1");
    checkpointRounds =
        new IntParam(uid, "checkpointRounds", "rounds between two checkpoints of local");
    checkpointSteps = new IntParam(uid, "checkpointSteps", "steps between two checkpoints of sync");
    timeout = new IntParam(uid, "timeout", "seconds that a sync worker waits for another one");
    maxRestarts = new IntParam(uid, "maxRestarts", "how often what failed is tried again");
    seed = new LongParam(uid, "seed", "decides the split, the weights and the order");
    stepSize = new DoubleParam(uid, "stepSize", "step size, above 0");
    weightDecay = new DoubleParam(uid, "weightDecay", "how strongly steps pull weights towards 0");
    validation = new DoubleParam(uid, "validation", "part of the rows that is held out");
    outerRate = new DoubleParam(uid, "outerRate", "how far the average moves the weights");
    outerMomentum = new DoubleParam(uid, "outerMomentum", "Nesterov momentum of the outer step");
    setDefault(mode, LOCAL);
    setDefault(labelCol, "label");
    setDefault(dropCols, "");
    setDefault(networkOptions, "");
    setDefault(numWorkers, 0);
    setDefault(localSteps, LocalPlan.USUAL.localSteps());
    setDefault(checkpointRounds, LocalPlan.USUAL.checkpointRounds());
    setDefault(checkpointSteps, SyncPlan.USUAL.checkpointSteps());
    setDefault(timeout, (int) SyncPlan.USUAL.timeout().toSeconds());
    setDefault(maxRestarts, LocalPlan.USUAL.restarts());
    setDefault(seed, SettingsPlan.SEED);
    setDefault(validation, SettingsPlan.VALIDATION);
    setDefault(outerRate, LocalPlan.USUAL.outerRate());
    setDefault(outerMomentum, LocalPlan.USUAL.outerMomentum());
  }

  final boolean isSync() {
    String value = getOrDefault(mode);
    return switch (value) {
      case LOCAL -> false;
      case SYNC -> true;
      default ->
          throw new DataException(
              "mode: '%s' is neither local nor sync; local averages weights, sync adds up gradients"
                  .formatted(value));
    };
  }

  @Override
  public AdjointModel fit(Dataset<?> rows) {
    RowsPlan what = new RowsPlan(getOrDefault(labelCol()), drop(), network(), settings());
    Dataset<Row> frame = rows.toDF();
    RunFiles files = isSync() ? sync(what, frame) : local(what, frame);
    AdjointModel model = new AdjointModel(uid(), files);
    copyValues(model, ParamMap.empty());
    return model.setParent(this);
  }

  private RunFiles local(RowsPlan what, Dataset<Row> frame) {
    LocalSgd.Trained trained =
        new LocalSgd(what, whole(numWorkers()), localPlan())
            .fit(frame, round -> LOG.info(round.line()));
    keep(trained.notes(), trained.files(), trained.held(), frame)
        .ifPresent(folder -> folder.write("rounds.csv", RoundRecord.csv(trained.rounds())));
    return trained.files();
  }

  private RunFiles sync(RowsPlan what, Dataset<Row> frame) {
    SyncSgd.Trained trained =
        new SyncSgd(what, whole(numWorkers()), syncPlan())
            .fit(
                frame,
                isSet(runDir()) ? Optional.of(getOrDefault(runDir())) : Optional.empty(),
                epoch -> LOG.info(epoch.line()));
    keep(trained.notes(), trained.files(), trained.held(), frame);
    return trained.files();
  }

  /// Says what was noticed and writes the run folder, if there is one.
  private Optional<ClusterFiles> keep(
      List<String> notes, RunFiles files, Figures held, Dataset<Row> frame) {
    notes.forEach(note -> LOG.info("{}", note));
    LOG.info("held out: {}", TrainingResult.text(held));
    if (!isSet(runDir())) {
      return Optional.empty();
    }
    ClusterFiles folder =
        ClusterFiles.of(
            getOrDefault(runDir()),
            ClusterCheck.context(frame.sparkSession()).hadoopConfiguration());
    files.write(folder);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("loss", held.loss());
    figures.putAll(held.metrics());
    folder.write("held-out.json", JsonText.of(figures));
    return Optional.of(folder);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String label = getOrDefault(labelCol());
    if (!Arrays.asList(schema.fieldNames()).contains(label)) {
      throw new DataException("fit: the DataFrame has no column '%s' to predict".formatted(label));
    }
    // Before training it is not known whether the column holds classes, which have more columns.
    return schema.add("prediction", DataTypes.DoubleType);
  }

  @Override
  public AdjointEstimator copy(ParamMap extra) {
    AdjointEstimator copy = new AdjointEstimator(uid());
    copyValues(copy, extra);
    return copy;
  }

  /// The columns of [#dropCols].
  final Set<String> drop() {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(getOrDefault(dropCols).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  /// The choices about the network.
  final NetworkPlan network() {
    NetworkPlan plan = NetworkPlan.FREE;
    if (isSet(modelName)) {
      plan = plan.withModel(getOrDefault(modelName));
    }
    for (String option : getOrDefault(networkOptions).split(";", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length == 2) {
        plan = plan.with(parts[0].strip(), parts[1].strip());
      } else if (!option.isBlank()) {
        throw new DataException(
            "networkOptions: '%s' is not NAME=VALUE; write layers=64,32;dropout=0.1"
                .formatted(option));
      }
    }
    return plan;
  }

  /// The choices about the training.
  final SettingsPlan settings() {
    SettingsPlan plan =
        SettingsPlan.FREE
            .withSeed(((Number) getOrDefault(seed)).longValue())
            .withValidation(number(validation));
    if (isSet(epochs)) {
      plan = plan.withEpochs(whole(epochs));
    }
    if (isSet(batchSize)) {
      plan = plan.withBatch(whole(batchSize));
    }
    if (isSet(patience)) {
      plan = plan.withPatience(whole(patience));
    }
    if (isSet(stepSize)) {
      plan = plan.withRate(number(stepSize));
    }
    if (isSet(weightDecay)) {
      plan = plan.withWeightDecay(number(weightDecay));
    }
    if (isSet(schedule)) {
      plan = plan.withSchedule(TaskTraining.schedule(getOrDefault(schedule)));
    }
    return isSet(optimizer)
        ? plan.withOptimizer(TaskTraining.optimizer(getOrDefault(optimizer)))
        : plan;
  }

  final SyncPlan syncPlan() {
    return new SyncPlan(
        isSet(checkpointDir) ? Optional.of(getOrDefault(checkpointDir)) : Optional.empty(),
        whole(checkpointSteps),
        whole(maxRestarts),
        Duration.ofSeconds(whole(timeout)),
        SyncPlan.USUAL.patience());
  }

  final LocalPlan localPlan() {
    return new LocalPlan(
        whole(localSteps),
        number(outerRate),
        number(outerMomentum),
        isSet(checkpointDir) ? Optional.of(getOrDefault(checkpointDir)) : Optional.empty(),
        whole(checkpointRounds),
        whole(maxRestarts));
  }

  final int whole(Param<Object> param) {
    return ((Number) getOrDefault(param)).intValue();
  }

  private double number(Param<Object> param) {
    return ((Number) getOrDefault(param)).doubleValue();
  }

  @Override
  public String uid() {
    return uid;
  }

  /// How the workers share the training: `local` or `sync`.
  public Param<String> mode() {
    return mode;
  }

  /// The column to predict.
  public Param<String> labelCol() {
    return labelCol;
  }

  /// The columns that are not used, with commas between them.
  public Param<String> dropCols() {
    return dropCols;
  }

  /// The kind of network.
  public Param<String> modelName() {
    return modelName;
  }

  /// Options of the network, `NAME=VALUE` with semicolons between them.
  public Param<String> networkOptions() {
    return networkOptions;
  }

  /// The update rule.
  public Param<String> optimizer() {
    return optimizer;
  }

  /// How the step size changes.
  public Param<String> schedule() {
    return schedule;
  }

  /// How strongly each step pulls the weights towards 0.
  public DoubleParam weightDecay() {
    return weightDecay;
  }

  /// The folder of checkpoints; training goes on from the newest one there.
  public Param<String> checkpointDir() {
    return checkpointDir;
  }

  /// The folder for the model and the figures: `rounds.csv`, or `epochs.csv` of `sync`.
  public Param<String> runDir() {
    return runDir;
  }

  /// The passes over the rows.
  public IntParam epochs() {
    return epochs;
  }

  /// The rows in a step of a worker.
  public IntParam batchSize() {
    return batchSize;
  }

  /// The epochs without a better validation loss after which training stops; 0 never stops.
  public IntParam patience() {
    return patience;
  }

  /// The number of partitions that train; 0 for as many as the cluster has cores.
  public IntParam numWorkers() {
    return numWorkers;
  }

  /// The steps between two averages.
  public IntParam localSteps() {
    return localSteps;
  }

  /// The rounds between two checkpoints of `local`.
  public IntParam checkpointRounds() {
    return checkpointRounds;
  }

  /// The steps between two checkpoints of `sync`.
  public IntParam checkpointSteps() {
    return checkpointSteps;
  }

  /// The seconds that a worker of `sync` waits for another one that does not answer.
  public IntParam timeout() {
    return timeout;
  }

  /// How often a round of `local`, or the workers of `sync` without a new checkpoint, are tried
  /// again.
  public IntParam maxRestarts() {
    return maxRestarts;
  }

  /// Decides what is held out, the initial weights and the order of the rows.
  public LongParam seed() {
    return seed;
  }

  /// The step size of each worker.
  public DoubleParam stepSize() {
    return stepSize;
  }

  /// The part of the rows that is held out, in (0, 1).
  public DoubleParam validation() {
    return validation;
  }

  /// How far the average moves the weights; 1 takes the average.
  public DoubleParam outerRate() {
    return outerRate;
  }

  /// The momentum of the outer step, in [0, 1).
  public DoubleParam outerMomentum() {
    return outerMomentum;
  }
}
