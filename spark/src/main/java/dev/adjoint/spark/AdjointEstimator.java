package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.cluster.ClusterFiles;
import dev.adjoint.spark.local.LocalPlan;
import dev.adjoint.spark.local.LocalSgd;
import dev.adjoint.spark.local.RoundRecord;
import dev.adjoint.spark.save.StageFile;
import dev.adjoint.spark.tune.TaskTraining;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a network on the rows of a DataFrame, as a stage of Spark ML.
///
/// ```java
/// AdjointModel model =
///     new AdjointEstimator().setLabelCol("species").setNumWorkers(8).fit(rows);
/// ```
///
/// Columns are prepared as on one machine ([ExactFit][dev.adjoint.spark.fit.ExactFit]), and the
/// network is trained by local SGD ([LocalSgd][dev.adjoint.spark.local.LocalSgd]): every worker
/// takes `localSteps` steps on its partition, then the weights are averaged. The result has the
/// same bits for the same rows, parameters and number of workers, whatever tasks and executors
/// fail.
///
/// Parameters that are not set are chosen from the data, as `adjoint train` does.
public final class AdjointEstimator extends Estimator<AdjointModel> implements MLWritable {

  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(AdjointEstimator.class);

  private final String uid;
  private final Param<String> labelCol;
  private final Param<String> dropCols;
  private final Param<String> modelName;
  private final Param<String> networkOptions;
  private final Param<String> optimizer;
  private final Param<String> checkpointDir;
  private final Param<String> runDir;
  private final IntParam epochs;
  private final IntParam batchSize;
  private final IntParam patience;
  private final IntParam numWorkers;
  private final IntParam localSteps;
  private final IntParam checkpointRounds;
  private final IntParam maxRestarts;
  private final LongParam seed;
  private final DoubleParam stepSize;
  private final DoubleParam validation;
  private final DoubleParam outerRate;
  private final DoubleParam outerMomentum;

  /// An estimator with a new name.
  public AdjointEstimator() {
    this(Identifiable.randomUID("adjointEstimator"));
  }

  /// An estimator of this name.
  public AdjointEstimator(String uid) {
    this.uid = uid;
    labelCol = new Param<>(uid, "labelCol", "column to predict");
    dropCols = new Param<>(uid, "dropCols", "columns that are not used, with commas between them");
    modelName = new Param<>(uid, "modelName", "kind of network, such as perceptron or wide-deep");
    networkOptions =
        new Param<>(
            uid, "networkOptions", "options of the network, such as layers=64,32;dropout=0.1");
    optimizer = new Param<>(uid, "optimizer", "update rule, such as adamw or sgd");
    checkpointDir = new Param<>(uid, "checkpointDir", "folder of checkpoints in any file system");
    runDir = new Param<>(uid, "runDir", "folder for the model and the figures of each round");
    epochs = new IntParam(uid, "epochs", "passes over the rows, at least 1");
    batchSize = new IntParam(uid, "batchSize", "rows in a step, at least 1");
    patience =
        new IntParam(uid, "patience", "epochs without a better validation loss; 0 never stops");
    numWorkers = new IntParam(uid, "numWorkers", "partitions that train; 0 for all cores");
    localSteps = new IntParam(uid, "localSteps", "steps between two averages, at least 1");
    checkpointRounds = new IntParam(uid, "checkpointRounds", "rounds between two checkpoints");
    maxRestarts = new IntParam(uid, "maxRestarts", "how often a failed round is tried again");
    seed = new LongParam(uid, "seed", "decides the split, the weights and the order");
    stepSize = new DoubleParam(uid, "stepSize", "step size, above 0");
    validation = new DoubleParam(uid, "validation", "part of the rows that is held out");
    outerRate = new DoubleParam(uid, "outerRate", "how far the average moves the weights");
    outerMomentum = new DoubleParam(uid, "outerMomentum", "Nesterov momentum of the outer step");
    setDefault(labelCol, "label");
    setDefault(dropCols, "");
    setDefault(networkOptions, "");
    setDefault(numWorkers, 0);
    setDefault(localSteps, LocalPlan.USUAL.localSteps());
    setDefault(checkpointRounds, LocalPlan.USUAL.checkpointRounds());
    setDefault(maxRestarts, LocalPlan.USUAL.restarts());
    setDefault(seed, SettingsPlan.SEED);
    setDefault(validation, SettingsPlan.VALIDATION);
    setDefault(outerRate, LocalPlan.USUAL.outerRate());
    setDefault(outerMomentum, LocalPlan.USUAL.outerMomentum());
  }

  @Override
  public AdjointModel fit(Dataset<?> rows) {
    LocalSgd training =
        new LocalSgd(
            getOrDefault(labelCol), drop(), network(), settings(), whole(numWorkers), plan());
    LocalSgd.Trained trained = training.fit(rows.toDF(), round -> LOG.info(round.line()));
    trained.notes().forEach(note -> LOG.info("{}", note));
    if (isSet(runDir)) {
      ClusterFiles folder =
          ClusterFiles.of(
              getOrDefault(runDir),
              ClusterCheck.context(rows.sparkSession()).hadoopConfiguration());
      trained.files().write(folder);
      folder.write("rounds.csv", RoundRecord.csv(trained.rounds()));
    }
    AdjointModel model = new AdjointModel(uid, trained.files());
    copyValues(model, ParamMap.empty());
    return model.setParent(this);
  }

  /// The columns of [#dropCols].
  Set<String> drop() {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(getOrDefault(dropCols).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  /// The choices about the network.
  NetworkPlan network() {
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
  SettingsPlan settings() {
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
    return isSet(optimizer)
        ? plan.withOptimizer(TaskTraining.optimizer(getOrDefault(optimizer)))
        : plan;
  }

  private LocalPlan plan() {
    return new LocalPlan(
        whole(localSteps),
        number(outerRate),
        number(outerMomentum),
        isSet(checkpointDir) ? Optional.of(getOrDefault(checkpointDir)) : Optional.empty(),
        whole(checkpointRounds),
        whole(maxRestarts));
  }

  private int whole(Param<Object> param) {
    return ((Number) getOrDefault(param)).intValue();
  }

  private double number(Param<Object> param) {
    return ((Number) getOrDefault(param)).doubleValue();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String label = getOrDefault(labelCol);
    if (!Arrays.asList(schema.fieldNames()).contains(label)) {
      throw new DataException("fit: the DataFrame has no column '%s' to predict".formatted(label));
    }
    // Before training it is not known whether the column holds classes, which have more columns.
    return schema.add("prediction", DataTypes.DoubleType);
  }

  @Override
  public AdjointEstimator copy(ParamMap extra) {
    AdjointEstimator copy = new AdjointEstimator(uid);
    copyValues(copy, extra);
    return copy;
  }

  @Override
  public MLWriter write() {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageFile.write(sparkSession(), path, AdjointEstimator.this);
      }
    };
  }

  /// The reader that `Pipeline` uses too.
  public static MLReader<AdjointEstimator> read() {
    return new MLReader<>() {
      @Override
      public AdjointEstimator load(String path) {
        AdjointEstimator estimator =
            new AdjointEstimator(StageFile.uid(sparkSession(), path, AdjointEstimator.class));
        StageFile.apply(sparkSession(), path, estimator);
        return estimator;
      }
    };
  }

  /// Loads what `save` wrote.
  public static AdjointEstimator load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  /// The column to predict.
  public Param<String> labelCol() {
    return labelCol;
  }

  /// Sets it: the column to predict.
  public AdjointEstimator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /// The columns that are not used, with commas between them.
  public Param<String> dropCols() {
    return dropCols;
  }

  /// Sets it: the columns that are not used, with commas between them.
  public AdjointEstimator setDropCols(String value) {
    set(dropCols, value);
    return this;
  }

  /// The kind of network.
  public Param<String> modelName() {
    return modelName;
  }

  /// Sets it: the kind of network.
  public AdjointEstimator setModelName(String value) {
    set(modelName, value);
    return this;
  }

  /// Options of the network, `NAME=VALUE` with semicolons between them.
  public Param<String> networkOptions() {
    return networkOptions;
  }

  /// Sets it: options of the network, `NAME=VALUE` with semicolons between them.
  public AdjointEstimator setNetworkOptions(String value) {
    set(networkOptions, value);
    return this;
  }

  /// The update rule.
  public Param<String> optimizer() {
    return optimizer;
  }

  /// Sets it: the update rule.
  public AdjointEstimator setOptimizer(String value) {
    set(optimizer, value);
    return this;
  }

  /// The folder of checkpoints; training goes on from the newest one there.
  public Param<String> checkpointDir() {
    return checkpointDir;
  }

  /// Sets it: the folder of checkpoints; training goes on from the newest one there.
  public AdjointEstimator setCheckpointDir(String value) {
    set(checkpointDir, value);
    return this;
  }

  /// The folder for the model and `rounds.csv`.
  public Param<String> runDir() {
    return runDir;
  }

  /// Sets it: the folder for the model and `rounds.csv`.
  public AdjointEstimator setRunDir(String value) {
    set(runDir, value);
    return this;
  }

  /// The passes over the rows.
  public IntParam epochs() {
    return epochs;
  }

  /// Sets it: the passes over the rows.
  public AdjointEstimator setEpochs(int value) {
    set(epochs, value);
    return this;
  }

  /// The rows in a step.
  public IntParam batchSize() {
    return batchSize;
  }

  /// Sets it: the rows in a step.
  public AdjointEstimator setBatchSize(int value) {
    set(batchSize, value);
    return this;
  }

  /// The epochs without a better validation loss after which training stops; 0 never stops.
  public IntParam patience() {
    return patience;
  }

  /// Sets it: the epochs without a better validation loss after which training stops; 0 never
  /// stops.
  public AdjointEstimator setPatience(int value) {
    set(patience, value);
    return this;
  }

  /// The number of partitions that train; 0 for as many as the cluster has cores.
  public IntParam numWorkers() {
    return numWorkers;
  }

  /// Sets it: the number of partitions that train; 0 for as many as the cluster has cores.
  public AdjointEstimator setNumWorkers(int value) {
    set(numWorkers, value);
    return this;
  }

  /// The steps between two averages.
  public IntParam localSteps() {
    return localSteps;
  }

  /// Sets it: the steps between two averages.
  public AdjointEstimator setLocalSteps(int value) {
    set(localSteps, value);
    return this;
  }

  /// The rounds between two checkpoints.
  public IntParam checkpointRounds() {
    return checkpointRounds;
  }

  /// Sets it: the rounds between two checkpoints.
  public AdjointEstimator setCheckpointRounds(int value) {
    set(checkpointRounds, value);
    return this;
  }

  /// How often a round that failed is tried again.
  public IntParam maxRestarts() {
    return maxRestarts;
  }

  /// Sets it: how often a round that failed is tried again.
  public AdjointEstimator setMaxRestarts(int value) {
    set(maxRestarts, value);
    return this;
  }

  /// Decides what is held out, the initial weights and the order of the rows.
  public LongParam seed() {
    return seed;
  }

  /// Sets it: decides what is held out, the initial weights and the order of the rows.
  public AdjointEstimator setSeed(long value) {
    set(seed, value);
    return this;
  }

  /// The step size of each worker.
  public DoubleParam stepSize() {
    return stepSize;
  }

  /// Sets it: the step size of each worker.
  public AdjointEstimator setStepSize(double value) {
    set(stepSize, value);
    return this;
  }

  /// The part of the rows that is held out, in (0, 1).
  public DoubleParam validation() {
    return validation;
  }

  /// Sets it: the part of the rows that is held out, in (0, 1).
  public AdjointEstimator setValidation(double value) {
    set(validation, value);
    return this;
  }

  /// How far the average moves the weights; 1 takes the average.
  public DoubleParam outerRate() {
    return outerRate;
  }

  /// Sets it: how far the average moves the weights; 1 takes the average.
  public AdjointEstimator setOuterRate(double value) {
    set(outerRate, value);
    return this;
  }

  /// The momentum of the outer step, in [0, 1).
  public DoubleParam outerMomentum() {
    return outerMomentum;
  }

  /// Sets it: the momentum of the outer step, in [0, 1).
  public AdjointEstimator setOuterMomentum(double value) {
    set(outerMomentum, value);
    return this;
  }
}
