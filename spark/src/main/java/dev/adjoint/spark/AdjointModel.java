package dev.adjoint.spark;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.spark.cluster.ClusterCheck;
import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.model.AnswerColumns;
import dev.adjoint.spark.model.InvalidRows;
import dev.adjoint.spark.model.LoadedModels;
import dev.adjoint.spark.model.RowFunction;
import dev.adjoint.spark.model.RowInputs;
import dev.adjoint.spark.model.RunFiles;
import dev.adjoint.spark.model.Scoring;
import dev.adjoint.spark.save.StageFile;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// A trained model that answers for the rows of a DataFrame.
///
/// ```java
/// AdjointModel model = AdjointModel.ofRun(Path.of("runs/penguins"));
/// Dataset<Row> answers = model.transform(rows);
/// ```
///
/// The files of the run are broadcast once, and each executor loads them once. Rows are computed in
/// batches, and an answer has the bits that `TrainedModel.predict` gives for the row on one
/// machine. Rows of tables, texts and ratings are read by the names of the columns; photographs
/// from a column of image files (`content`, as the source `binaryFile` gives it); images of one
/// size from a column of pixels (`features`).
///
/// The columns of the answers are described at
/// [AnswerColumns][dev.adjoint.spark.model.AnswerColumns].
public final class AdjointModel extends Model<AdjointModel> implements MLWritable {

  private static final long serialVersionUID = 1;

  private final String uid;
  private final RunFiles files;
  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> predictedLabelCol;
  private final Param<String> probabilityCol;
  private final Param<String> handleInvalid;
  private final IntParam batchSize;

  private transient @Nullable String sentTo;
  private transient @Nullable Broadcast<RunFiles> sent;

  AdjointModel(String uid, RunFiles files) {
    this.uid = uid;
    this.files = files;
    inputCol = new Param<>(uid, "inputCol", "column of pixels, image files or vectors of numbers");
    predictionCol = new Param<>(uid, "predictionCol", "column of the number, or of the class");
    predictedLabelCol = new Param<>(uid, "predictedLabelCol", "column of the name of the class");
    probabilityCol = new Param<>(uid, "probabilityCol", "column of the probabilities");
    handleInvalid =
        new Param<>(uid, "handleInvalid", "rows without an answer: error, skip or keep");
    batchSize = new IntParam(uid, "batchSize", "rows that are computed together, at least 1");
    setDefault(predictionCol, "prediction");
    setDefault(predictedLabelCol, "predicted_label");
    setDefault(probabilityCol, "probability");
    setDefault(handleInvalid, InvalidRows.ERROR.text());
    setDefault(batchSize, 1024);
  }

  /// The model that a training run left in a folder of the driver.
  ///
  /// @throws RunException if the folder has no finished run or a file in it is damaged
  public static AdjointModel ofRun(Path folder) {
    return of(RunFiles.read(folder));
  }

  static AdjointModel of(RunFiles files) {
    return new AdjointModel(Identifiable.randomUID("adjoint"), files);
  }

  /// Loads what `save` wrote.
  public static AdjointModel load(String path) {
    return read().load(path);
  }

  /// The reader that `Pipeline` uses too.
  public static MLReader<AdjointModel> read() {
    return new MLReader<>() {
      @Override
      public AdjointModel load(String path) {
        SparkSession session = sparkSession();
        String uid = StageFile.uid(session, path, AdjointModel.class);
        RunFiles files = RunFiles.read(StageFile.folder(session, path + "/run"));
        AdjointModel model = new AdjointModel(uid, files);
        StageFile.apply(session, path, model);
        return model;
      }
    };
  }

  @Override
  public MLWriter write() {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageFile.write(sparkSession(), path, AdjointModel.this);
        files.write(StageFile.folder(sparkSession(), path + "/run"));
      }
    };
  }

  /// The same model on one machine.
  public TrainedModel trained() {
    return LoadedModels.of(files);
  }

  /// Writes `model.json` and the weights into a folder of the driver, for `adjoint predict`,
  /// `adjoint serve` and `TrainedModel`.
  public void writeRun(Path folder) {
    files.write(folder);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    JavaSparkContext context = ClusterCheck.ready(rows.sparkSession());
    StructType schema = transformSchema(rows.schema());
    Scoring scoring =
        new Scoring(
            sent(context),
            inputs(),
            columns(),
            batch(),
            InvalidRows.of(getOrDefault(handleInvalid)));
    return rows.toDF().mapPartitions(scoring, Encoders.row(schema));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    inputs().require(schema);
    return columns().after(schema);
  }

  /// Registers a function of SQL that answers for a row: `NAME(struct(*))`. Its result is a struct
  /// with the columns of the answers.
  ///
  /// ```sql
  /// SELECT id, score(struct(*)).predicted_label FROM penguins
  /// ```
  ///
  /// A function computes row by row; [#transform] is faster for many rows.
  ///
  /// @param name the name of the function
  /// @throws ClusterException when the session is of Spark Connect
  public void register(SparkSession session, String name) {
    JavaSparkContext context = ClusterCheck.ready(session);
    AnswerColumns columns = columns();
    session
        .udf()
        .register(name, new RowFunction(sent(context), inputs(), columns), columns.answers());
  }

  private Broadcast<RunFiles> sent(JavaSparkContext context) {
    Broadcast<RunFiles> known = sent;
    if (known == null || !context.sc().applicationId().equals(sentTo)) {
      known = context.broadcast(files);
      sent = known;
      sentTo = context.sc().applicationId();
    }
    return known;
  }

  private RowInputs inputs() {
    return RowInputs.of(
        trained(), isSet(inputCol) ? Optional.of(getOrDefault(inputCol)) : Optional.empty());
  }

  private AnswerColumns columns() {
    return AnswerColumns.of(
        trained(),
        getOrDefault(predictionCol),
        getOrDefault(predictedLabelCol),
        getOrDefault(probabilityCol));
  }

  private int batch() {
    Object value = getOrDefault(batchSize);
    if (value instanceof Number number && number.intValue() >= 1) {
      return number.intValue();
    }
    throw new DataException("batchSize: it is %s but must be at least 1".formatted(value));
  }

  @Override
  public AdjointModel copy(ParamMap extra) {
    AdjointModel copy = new AdjointModel(uid, files);
    copyValues(copy, extra);
    return hasParent() ? copy.setParent(parent()) : copy;
  }

  @Override
  public String uid() {
    return uid;
  }

  /// The column of pixels, image files or vectors of numbers.
  public Param<String> inputCol() {
    return inputCol;
  }

  /// The same with this column of inputs.
  public AdjointModel setInputCol(String name) {
    set(inputCol, name);
    return this;
  }

  /// The column of the number, or of the class as a number.
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /// The same with this column of answers.
  public AdjointModel setPredictionCol(String name) {
    set(predictionCol, name);
    return this;
  }

  /// The column of the name of the class.
  public Param<String> predictedLabelCol() {
    return predictedLabelCol;
  }

  /// The same with this column of class names.
  public AdjointModel setPredictedLabelCol(String name) {
    set(predictedLabelCol, name);
    return this;
  }

  /// The column of the probabilities.
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /// The same with this column of probabilities.
  public AdjointModel setProbabilityCol(String name) {
    set(probabilityCol, name);
    return this;
  }

  /// What happens to rows that have no answer: `error`, `skip` or `keep`.
  public Param<String> handleInvalid() {
    return handleInvalid;
  }

  /// The same with this treatment of rows that have no answer.
  ///
  /// @throws DataException when it is none of the three
  public AdjointModel setHandleInvalid(String choice) {
    set(handleInvalid, InvalidRows.of(choice).text());
    return this;
  }

  /// How many rows are computed together.
  public IntParam batchSize() {
    return batchSize;
  }

  /// The same with this number of rows in a batch, at least 1. It changes the speed and no bit.
  public AdjointModel setBatchSize(int rows) {
    set(batchSize, rows);
    return this;
  }
}
